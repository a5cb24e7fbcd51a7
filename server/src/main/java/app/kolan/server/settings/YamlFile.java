package app.kolan.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The settings in a `kolan.yaml`.
///
/// @param values single values, as texts; the parts of a list are joined by commas
/// @param sections what stands below keys that hold more than a single value
record YamlFile(
    Map<Setting, String> values, Map<String, JsonNode> sections, List<ConfigProblem> problems) {

  /// A key that is there twice is a mistake, and not a choice of the last.
  static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  /// A file without settings.
  static YamlFile none() {
    return new YamlFile(Map.of(), Map.of(), List.of());
  }

  /// A file that was named, and is not there.
  ///
  /// @param variable what named it
  static YamlFile missing(String variable, Path file) {
    return new YamlFile(
        Map.of(),
        Map.of(),
        List.of(
            new ConfigProblem(
                variable,
                file.toString(),
                "there is no such file in %s; name one, or take the variable out"
                    .formatted(file.toAbsolutePath().getParent()))));
  }

  /// Takes what was parsed elsewhere.
  static YamlFile of(JsonNode root, List<SettingsGroup<?>> groups) {
    return new Reading(groups).tree(root);
  }

  /// Reads the file; a file that is not there has no settings.
  ///
  /// @param groups everything that can be set in it
  static YamlFile read(Path file, List<SettingsGroup<?>> groups) {
    return Files.exists(file) ? new Reading(groups).file(file) : none();
  }

  private static final class Reading {
    private final Map<String, Setting> known = new LinkedHashMap<>();
    private final Set<String> knownSections = new LinkedHashSet<>();
    private final Map<Setting, String> values = new HashMap<>();
    private final Map<String, JsonNode> sections = new HashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    Reading(List<SettingsGroup<?>> groups) {
      for (SettingsGroup<?> group : groups) {
        group.settings().forEach(setting -> known.put(setting.yaml(), setting));
        knownSections.addAll(group.sections());
      }
    }

    YamlFile tree(JsonNode root) {
      take("", root);
      return new YamlFile(values, sections, problems);
    }

    YamlFile file(Path file) {
      if (Files.isDirectory(file)) {
        problem(file.toString(), "a folder", "name the file in it, such as kolan.yaml");
        return new YamlFile(values, sections, problems);
      }
      try {
        JsonNode root = MAPPER.readTree(Files.readString(file));
        if (root.isObject()) {
          take("", root);
        } else if (!root.isMissingNode() && !root.isNull()) {
          problem(file.toString(), "not a map of keys and values", "see docs/configuration.md");
        }
      } catch (JsonProcessingException e) {
        problems.add(YamlMistake.of(file, e));
      } catch (CharacterCodingException e) {
        problem(file.toString(), "not UTF-8", "save it in the encoding UTF-8");
      } catch (IOException e) {
        problem(file.toString(), "not readable", "check its permissions");
      }
      return new YamlFile(values, sections, problems);
    }

    private void take(String prefix, JsonNode map) {
      for (Map.Entry<String, JsonNode> entry : map.properties()) {
        String key = prefix + entry.getKey();
        JsonNode value = entry.getValue();
        Setting setting = known.get(key);
        if (knownSections.contains(key)) {
          sections.put(key, value);
        } else if (setting != null && value.isValueNode() && !value.isNull()) {
          values.put(setting, value.asText());
        } else if (setting != null && value.isArray()) {
          values.put(setting, joined(value));
        } else if (setting == null && value.isObject()) {
          take(key + ".", value);
        } else if (setting == null) {
          problem(key, "not a setting", hint(key));
        } else if (!value.isNull()) {
          problem(key, "a map", "give it a single value");
        }
      }
    }

    private String hint(String key) {
      return DidYouMean.hint(
          key, Stream.concat(known.keySet().stream(), knownSections.stream()).toList());
    }

    private void problem(String key, String seen, String remedy) {
      problems.add(new ConfigProblem(key, seen, remedy));
    }
  }

  private static String joined(JsonNode list) {
    var parts = new ArrayList<String>();
    list.forEach(part -> parts.add(part.asText()));
    return String.join(",", parts);
  }
}
