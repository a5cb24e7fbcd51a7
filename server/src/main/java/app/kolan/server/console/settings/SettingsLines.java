package app.kolan.server.console.settings;

import app.kolan.server.console.text.Texts;
import app.kolan.server.prompts.Prompt;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A document of settings as lines that people can compare, in their words where there are some.
final class SettingsLines {
  /// Keys with a text of their own, `settings.key.` before them.
  private static final Set<String> NAMED =
      Set.of(
          "name",
          "greeting",
          "say-voice",
          "language",
          "mode",
          "hand-over",
          "instructions",
          "human-number",
          "allowed-tools",
          "hours.zone",
          "hours.holidays",
          "hours.holiday-eves",
          "hours.chol-hamoed",
          "hours.city",
          "mind",
          "recogniser",
          "voice");

  /// What is chosen by a word, and the beginning of the texts of its words.
  private static final Map<String, String> CHOICES =
      Map.of(
          "mode", "settings.mode.",
          "hand-over", "settings.hand-over.",
          "hours.holidays", "settings.holidays.",
          "hours.holiday-eves", "settings.day-rule.",
          "hours.chol-hamoed", "settings.day-rule.",
          "hours.city", "settings.city.");

  private final Texts texts;
  private final Map<String, Line> lines = new LinkedHashMap<>();

  /// A value of a document.
  ///
  /// @param label what it is
  /// @param value in words; it may have several lines
  record Line(String label, String value) {}

  private SettingsLines(Texts texts) {
    this.texts = texts;
  }

  /// The lines of a document without its secrets, by their paths in it.
  static Map<String, Line> of(ObjectNode document, Texts texts) {
    var lines = new SettingsLines(texts);
    document.properties().forEach(entry -> lines.add(entry.getKey(), entry.getValue()));
    return lines.lines;
  }

  private void add(String path, JsonNode value) {
    switch (path) {
      case "transfer-to" ->
          each(path, value, (label, target) -> texts.text("settings.key.transfer-to", label));
      case "lexicon" -> each(path, value, (word, _) -> texts.text("settings.key.lexicon", word));
      case "sounds" ->
          each(path, value, (name, _) -> texts.text("settings.key.sound", sentence(name)));
      case "instructions" -> {
        var known = QuestionsAndAnswers.of(value.asText(""));
        if (!known.before().isEmpty()) {
          lines.put(path, new Line(label(path), known.before()));
        }
        for (QuestionsAndAnswers.Pair pair : known.pairs()) {
          lines.put(
              path + "?" + pair.question(),
              new Line(texts.text("settings.key.question", pair.question()), pair.answer()));
        }
      }
      case "stories" -> {
        for (JsonNode story : value) {
          String caller = Fields.text(story, "caller").replace("\n", " · ");
          lines.put(
              path + "." + caller,
              new Line(texts.text("settings.key.story", caller), storyText(story)));
        }
      }
      case "hours.exceptions" ->
          each(path, value, (date, _) -> texts.text("settings.key.exception", date));
      case "tools" -> {
        for (JsonNode tool : value) {
          String name = Fields.text(tool, "name");
          lines.put(
              path + "." + name,
              new Line(texts.text("settings.key.tool", name), tool.toPrettyString()));
        }
      }
      default -> {
        if (value.isObject()) {
          value.properties().forEach(below -> add(path + "." + below.getKey(), below.getValue()));
        } else {
          lines.put(path, new Line(label(path), value(path, value)));
        }
      }
    }
  }

  private String storyText(JsonNode story) {
    var wanted = new ArrayList<String>();
    for (String key : List.of("answer", "never")) {
      if (story.has(key)) {
        wanted.add(texts.text("settings.stories." + key) + ": " + Fields.text(story, key));
      }
    }
    String outcome = "settings.outcome." + Fields.text(story, "outcome");
    if (texts.has(outcome)) {
      wanted.add(texts.text(outcome));
    }
    return String.join("\n", wanted);
  }

  private interface Label {
    String of(String key, JsonNode value);
  }

  private void each(String path, JsonNode map, Label label) {
    if (!map.isObject()) {
      lines.put(path, new Line(path, map.toString()));
      return;
    }
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      String below = path + "." + entry.getKey();
      lines.put(
          below,
          new Line(label.of(entry.getKey(), entry.getValue()), value(below, entry.getValue())));
    }
  }

  private String label(String path) {
    for (DayOfWeek day : HoursPart.WEEK) {
      if (path.equals(HoursPart.HOURS + "." + HoursPart.key(day))) {
        return texts.text("settings.part.hours") + ": " + texts.name(day);
      }
    }
    if (path.matches("providers\\.[^.]+\\.key")) {
      return texts.text("settings.key.provider-key", path.split("\\.", 3)[1]);
    }
    return NAMED.contains(path) ? texts.text("settings.key." + path) : path;
  }

  private String value(String path, JsonNode value) {
    String word = value.asText("");
    String choice = CHOICES.get(path);
    if (choice != null && texts.has(choice + word)) {
      return texts.text(choice + word);
    }
    if (path.startsWith(HoursPart.HOURS + ".") && word.equals("closed")) {
      return texts.text("settings.hours.closed");
    }
    if (path.startsWith("sounds.")) {
      return texts.text("settings.sound.own", word.substring(0, Math.min(6, word.length())));
    }
    if (value.isObject() && path.startsWith("transfer-to.")) {
      return String.join(" · ", List.of(Fields.text(value, "number"), Fields.text(value, "about")))
          .strip();
    }
    if (value.isArray() && value.valueStream().allMatch(JsonNode::isValueNode)) {
      return String.join(
          ", ",
          value
              .valueStream()
              .map(each -> path.equals("allowed-tools") ? ability(each.asText()) : each.asText())
              .toList());
    }
    return value.isValueNode() ? value.asText() : value.toPrettyString();
  }

  private String ability(String tool) {
    return texts.has("ability." + tool) ? texts.text("ability." + tool) : tool;
  }

  private String sentence(String name) {
    return Prompt.withId(name).isPresent() && texts.has("sentence." + name)
        ? texts.text("sentence." + name)
        : name;
  }
}
