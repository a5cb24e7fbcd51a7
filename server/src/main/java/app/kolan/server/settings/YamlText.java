package app.kolan.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// YAML that comes as a text, and not from the server's own `kolan.yaml`. JSON is YAML, too.
public final class YamlText {
  private static final YAMLMapper WRITER =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private YamlText() {}

  /// The map that a text holds. Keys that are there twice are a mistake.
  ///
  /// @param name what the text is called in problems
  /// @param problems where a mistake is added; the map is empty then
  public static ObjectNode map(String name, String text, List<ConfigProblem> problems) {
    try {
      JsonNode root = YamlFile.MAPPER.readTree(text);
      if (root instanceof ObjectNode map) {
        return map;
      }
      if (!root.isMissingNode() && !root.isNull()) {
        problems.add(new ConfigProblem(name, "not a map of keys and values", "give a map"));
      }
    } catch (JsonProcessingException e) {
      problems.add(YamlMistake.of(Path.of(name), e));
    }
    return YamlFile.MAPPER.createObjectNode();
  }

  /// Whether two texts hold the same keys and values; comments and layout do not count.
  public static boolean isSame(String first, String second) {
    return first.equals(second)
        || map("first", first, new ArrayList<>()).equals(map("second", second, new ArrayList<>()));
  }

  /// A tree as YAML, in the order of its keys.
  public static String write(JsonNode tree) {
    try {
      return WRITER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
