package app.kolan.server.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A part of a `kolan.yaml` below a key, and where the problems in it are reported.
///
/// A value of another kind than was asked for is reported as a problem, and then treated as absent.
///
/// @param problems where problems are added
public record YamlSection(String key, JsonNode node, List<ConfigProblem> problems) {
  private static final int MOST_SHOWN = 60;

  public YamlSection at(String name) {
    JsonNode below = node.path(name);
    return new YamlSection(
        key + "." + name, below.isNull() ? MissingNode.getInstance() : below, problems);
  }

  public boolean isThere() {
    return !node.isMissingNode();
  }

  public boolean isMap() {
    return node.isObject();
  }

  /// What stands here, as JSON.
  public String json() {
    return node.toString();
  }

  /// A single value, as text.
  public Optional<String> text() {
    if (isThere() && !node.isValueNode()) {
      problem(seen(), "give it a single value");
    }
    return node.isValueNode()
        ? Optional.of(PastedText.clean(node.asText())).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /// A single value, or a default.
  public String text(String usual) {
    return text().orElse(usual);
  }

  /// A text that has to be there.
  public String needed(String remedy) {
    Optional<String> text = text();
    if (!isThere() || node.isValueNode() && text.isEmpty()) {
      problem("not set", remedy);
    }
    return text.orElse("");
  }

  public boolean flag() {
    Optional<String> text = text();
    if (text.isPresent() && !text.get().matches("true|false")) {
      problem(text.get(), "choose true or false");
    }
    return text.equals(Optional.of("true"));
  }

  /// A section of the same key with another text, such as a part of this one's.
  public YamlSection withText(String other) {
    return new YamlSection(key, textNode(other), problems);
  }

  /// A whole number within bounds.
  public OptionalInt number(int least, int most) {
    Optional<String> text = text();
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (text.get().matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return OptionalInt.of(number);
      }
    }
    problem(text.get(), "give a whole number from %d to %d".formatted(least, most));
    return OptionalInt.empty();
  }

  /// The entries of a map.
  public Map<String, YamlSection> entries() {
    if (isThere() && !node.isObject()) {
      problem(seen(), "give a map of keys and values");
    }
    var entries = new LinkedHashMap<String, YamlSection>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      entries.put(entry.getKey(), at(entry.getKey()));
    }
    return entries;
  }

  /// The entries of a list; a single value is a list of one, and its commas part it.
  public List<YamlSection> parts() {
    var parts = new ArrayList<YamlSection>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        parts.add(new YamlSection(key + "[" + i + "]", node.get(i), problems));
      }
    } else if (node.isObject()) {
      problem(seen(), "give a list");
    } else {
      for (String part : text("").split(",", -1)) {
        if (!part.isBlank()) {
          parts.add(new YamlSection(key, node.isTextual() ? textNode(part) : node, problems));
        }
      }
    }
    return parts;
  }

  /// Names every key that is none of these as a problem.
  public void only(List<String> names) {
    for (String name : entries().keySet()) {
      if (!names.contains(name)) {
        at(name).problem("not a setting", DidYouMean.hint(name, names));
      }
    }
  }

  public void problem(String seen, String remedy) {
    String shown = seen.length() <= MOST_SHOWN ? seen : seen.substring(0, MOST_SHOWN) + "…";
    problems.add(new ConfigProblem(key, shown, remedy));
  }

  private String seen() {
    return node.isArray() ? "a list" : node.isObject() ? "a map" : node.asText();
  }

  private static JsonNode textNode(String text) {
    return TextNode.valueOf(text.strip());
  }
}
