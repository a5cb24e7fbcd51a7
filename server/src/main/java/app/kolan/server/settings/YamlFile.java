package app.kolan.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The settings in a `kolan.yaml`, as texts.
///
/// @param providers what stands below `providers`: `openai.url` and the like
/// @param profile how the business works, by the keys of [BusinessProfileReader]
record YamlFile(
    Map<Setting, String> values,
    Map<String, String> providers,
    Map<String, JsonNode> profile,
    List<ConfigProblem> problems) {
  private static final Set<String> OF_A_PROVIDER = Set.of("url", "key", "key-file");

  /// Reads the file; a file that is not there has no settings.
  static YamlFile read(Path file) {
    var reading =
        new YamlFile(
            new EnumMap<>(Setting.class), new HashMap<>(), new HashMap<>(), new ArrayList<>());
    if (!Files.exists(file)) {
      return reading;
    }
    try {
      JsonNode root = new YAMLMapper().readTree(Files.readString(file));
      if (root.isObject()) {
        reading.take("", root);
      } else if (!root.isMissingNode() && !root.isNull()) {
        reading.problem(
            file.toString(), "not a map of keys and values", "see docs/configuration.md");
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      reading.problem(file.toString(), "not YAML", "mend it at line " + line);
    } catch (IOException e) {
      reading.problem(file.toString(), "not readable", "check its permissions");
    }
    return reading;
  }

  private void take(String prefix, JsonNode map) {
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      String key = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      Setting setting = Setting.ofYaml(key);
      if (key.equals("providers") && value.isObject()) {
        value.properties().forEach(one -> provider(one.getKey(), one.getValue()));
      } else if (BusinessProfileReader.KEYS.contains(key)) {
        profile.put(key, value);
      } else if (setting != null && value.isValueNode() && !value.isNull()) {
        values.put(setting, value.asText());
      } else if (setting != null && value.isArray()) {
        values.put(setting, joined(value));
      } else if (setting == null && value.isObject()) {
        take(key + ".", value);
      } else if (setting == null) {
        problem(key, "not a setting", "did you mean " + nearest(key) + "?");
      } else if (!value.isNull()) {
        problem(key, "a map", "give it a single value");
      }
    }
  }

  private void provider(String name, JsonNode facts) {
    if (!facts.isObject()) {
      problem("providers." + name, "no map", "give it a url or a key");
      return;
    }
    for (Map.Entry<String, JsonNode> fact : facts.properties()) {
      if (OF_A_PROVIDER.contains(fact.getKey()) && fact.getValue().isValueNode()) {
        providers.put(name + "." + fact.getKey(), fact.getValue().asText());
      } else {
        problem(
            "providers." + name + "." + fact.getKey(),
            "not a setting",
            "give url, key or key-file");
      }
    }
  }

  private static String joined(JsonNode list) {
    var parts = new ArrayList<String>();
    list.forEach(part -> parts.add(part.asText()));
    return String.join(",", parts);
  }

  private void problem(String key, String seen, String remedy) {
    problems.add(new ConfigProblem(key, seen, remedy));
  }

  private static String nearest(String key) {
    return DidYouMean.of(
        key,
        Stream.concat(
                Arrays.stream(Setting.values()).map(Setting::yaml),
                BusinessProfileReader.KEYS.stream())
            .toList());
  }
}
