package app.kolan.server.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Puts changed values into a YAML text, and leaves the comments and the layout of the others.
///
/// What stands below a key of the first level is written anew as a whole when anything of it has
/// changed. A text in which that cannot be done, such as JSON, is written anew.
public final class YamlEdit {
  /// Longer keys are none that anything is called by, and their lines are never searched far.
  private static final Pattern KEY =
      Pattern.compile(
          "(?:\"([^\"\\\\]{1,200})\"|'([^']{1,200})'"
              + "|([^\\s#\"'{\\[\\]}&*!|>%@`?-][^#:]{0,200}?))\\s{0,20}:(?:\\s.*)?");

  private YamlEdit() {}

  /// Some lines of a text.
  ///
  /// @param key null for lines before the first key, and for comments and blank lines between keys
  private record Block(@Nullable String key, List<String> lines) {}

  /// The text with what a tree holds.
  public static String of(String text, ObjectNode tree) {
    ObjectNode before = YamlText.map("text", text, new ArrayList<>());
    if (before.equals(tree)) {
      return text;
    }
    String edited = edited(text, before, tree);
    var problems = new ArrayList<ConfigProblem>();
    boolean same = YamlText.map("text", edited, problems).equals(tree) && problems.isEmpty();
    return same ? edited : tree.isEmpty() ? "" : YamlText.write(tree);
  }

  private static String edited(String text, ObjectNode before, ObjectNode tree) {
    var written = new StringBuilder();
    Set<String> seen = new HashSet<>();
    for (Block block : blocks(text)) {
      String key = block.key();
      JsonNode value = key == null ? null : tree.get(key);
      if (key != null) {
        seen.add(key);
      }
      if (key == null || (value != null && value.equals(before.get(key)))) {
        block.lines().forEach(line -> written.append(line).append('\n'));
      } else if (value != null) {
        written.append(entry(tree, key, value));
      }
    }
    for (Map.Entry<String, JsonNode> added : tree.properties()) {
      if (!seen.contains(added.getKey())) {
        written.append(entry(tree, added.getKey(), added.getValue()));
      }
    }
    return written.toString();
  }

  private static String entry(ObjectNode tree, String key, JsonNode value) {
    ObjectNode one = tree.objectNode();
    one.set(key, value);
    String text = YamlText.write(one);
    return text.endsWith("\n") ? text : text + "\n";
  }

  /// The lines of each key, from its own to the last that belongs to its value.
  private static List<Block> blocks(String text) {
    var blocks = new ArrayList<Block>();
    var between = new ArrayList<String>();
    for (String line : text.lines().toList()) {
      Matcher key = KEY.matcher(line);
      if (key.matches()) {
        blocks.add(new Block(null, List.copyOf(between)));
        between.clear();
        var lines = new ArrayList<String>();
        lines.add(line);
        blocks.add(new Block(name(key), lines));
      } else if (line.isBlank() || line.startsWith("#") || blocks.isEmpty()) {
        between.add(line);
      } else {
        List<String> lines = blocks.getLast().lines();
        lines.addAll(between);
        between.clear();
        lines.add(line);
      }
    }
    blocks.add(new Block(null, List.copyOf(between)));
    return blocks;
  }

  private static String name(Matcher key) {
    for (int group = 1; group <= 3; group++) {
      String name = key.group(group);
      if (name != null) {
        return name;
      }
    }
    return "";
  }
}
