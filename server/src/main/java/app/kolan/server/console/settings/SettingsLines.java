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
import org.jspecify.annotations.Nullable;

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
          "voice",
          "zone",
          "country",
          "translate-calls",
          "summary-url",
          "summary-secret",
          "local-tools",
          "instructions-file",
          "tools",
          "mcp",
          "mcp-commands",
          "limits",
          "limits.minutes-a-month",
          "limits.cost-a-month");

  /// Keys whose text is that of the form in which they are set.
  private static final Map<String, String> OF_FORMS =
      Map.ofEntries(
          Map.entry("hours", "settings.part.hours"),
          Map.entry("transfer-to", "settings.part.people"),
          Map.entry("lexicon", "settings.part.words"),
          Map.entry("sounds", "settings.part.greeting"),
          Map.entry("stories", "settings.part.stories"),
          Map.entry("providers", "settings.part.providers"),
          Map.entry("fields", "settings.part.fields"),
          Map.entry("alerts", "settings.part.alerts"),
          Map.entry("booking", "settings.part.booking"),
          Map.entry("booking.messages", "settings.part.messages"),
          Map.entry("booking.services", "settings.booking.services"),
          Map.entry("booking.people", "settings.booking.people"),
          Map.entry("booking.rooms", "settings.booking.rooms"),
          Map.entry("booking.step", "settings.booking.step"),
          Map.entry("booking.notice", "settings.booking.notice"),
          Map.entry("booking.days-ahead", "settings.booking.days-ahead"),
          Map.entry("retention", "settings.part.retention"),
          Map.entry("retention.sound", "settings.retention.sound"),
          Map.entry("retention.words", "settings.retention.words"),
          Map.entry("retention.calls", "settings.retention.calls"),
          Map.entry("retention.tapes", "settings.retention.tapes"),
          Map.entry("calling", "settings.part.calling"),
          Map.entry("calling.ring", "settings.calling.ring"),
          Map.entry("calling.countries", "settings.calling.countries"),
          Map.entry("calling.record", "settings.calling.record"),
          Map.entry("calling.calls-at-once", "settings.calling.at-once"),
          Map.entry("calling.calls-a-day", "settings.calling.a-day"),
          Map.entry("calling.cost-a-day", "settings.calling.cost"),
          Map.entry("calling.cost-a-minute", "settings.calling.minute"),
          Map.entry("calling.keep-promises", "settings.calling.keep-promises"),
          Map.entry("providers.server-keys", "settings.keys.servers"),
          Map.entry("limits.calls-at-once", "settings.calling.at-once"));

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
      lines.put(path, new Line(label(path), map.toString()));
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
    String own = ownLabel(path);
    if (own != null) {
      return own;
    }
    for (int end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
      String above = ownLabel(path.substring(0, end));
      if (above != null) {
        return texts.text("settings.key.below", above, path.substring(end + 1));
      }
    }
    return path;
  }

  private @Nullable String ownLabel(String path) {
    String ofForm = OF_FORMS.get(path);
    if (ofForm != null) {
      return texts.text(ofForm);
    }
    return NAMED.contains(path) ? texts.text("settings.key." + path) : null;
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
