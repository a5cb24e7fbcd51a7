package app.kolan.server.console.page;

import app.kolan.server.console.settings.SettingsPart;
import app.kolan.server.console.text.Texts;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// What a part of the settings says, in a line or two.
public final class SettingsSummary {
  private static final int LONGEST = 140;

  private SettingsSummary() {}

  /// A line.
  ///
  /// @param own whether it is in the business's own words
  public record Line(String text, boolean own) {
    static Line words(String text) {
      return new Line(text, false);
    }

    static Line own(String text) {
      return new Line(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…", true);
    }
  }

  static List<Line> of(SettingsPart part, ObjectNode document, Texts texts) {
    var lines = new ArrayList<Line>();
    switch (part.name()) {
      case "greeting" -> {
        String mode = document.path("mode").asText("converse");
        lines.add(
            Line.words(
                texts.has("settings.mode." + mode) ? texts.text("settings.mode." + mode) : mode));
        if (document.path("sounds").has("greeting")) {
          lines.add(Line.words(texts.text("settings.greeting.recorded")));
        } else if (document.has("greeting")) {
          lines.add(Line.own(document.path("greeting").asText()));
        } else {
          lines.add(Line.words(texts.text("settings.greeting.usual")));
        }
      }
      case "hours" -> {
        JsonNode hours = document.path("hours");
        boolean set = hours.isObject();
        lines.add(Line.words(texts.text(set ? "settings.hours.set" : "settings.hours.none")));
        int exceptions = hours.path("exceptions").size();
        if (exceptions > 0) {
          lines.add(Line.words(texts.count("settings.hours.exceptions", exceptions)));
        }
      }
      case "answers" -> {
        var fields = part.fields(document);
        String text = fields.getOrDefault("instructions", "");
        lines.add(
            text.isEmpty() ? Line.words(texts.text("settings.answers.none")) : Line.own(text));
        long questions =
            fields.keySet().stream().filter(field -> field.startsWith("question-")).count();
        if (questions > 0) {
          lines.add(Line.words(texts.count("settings.questions.count", questions)));
        }
      }
      case "people" -> {
        int people = document.path("transfer-to").size() + (document.has("human-number") ? 1 : 0);
        lines.add(counted(people, "settings.people.none", "settings.people.count", texts));
      }
      case "booking" ->
          lines.add(
              counted(
                  document.path("booking").path("services").size(),
                  "settings.booking.none",
                  "settings.booking.count",
                  texts));
      case "words" ->
          lines.add(
              counted(
                  document.path("lexicon").size(),
                  "settings.words.none",
                  "settings.words.count",
                  texts));
      case "messages" -> {
        String by = document.path("booking").path("messages").path("by").asText("");
        boolean none = !texts.has("settings.channel." + by);
        lines.add(
            Line.words(texts.text(none ? "settings.messages.none" : "settings.channel." + by)));
      }
      case "calling" ->
          lines.add(
              Line.words(
                  texts.text(
                      document.has("calling") ? "settings.calling.set" : "settings.calling.none")));
      case "fields" ->
          lines.add(
              counted(
                  document.path("fields").size(),
                  "settings.fields.none",
                  "settings.fields.count",
                  texts));
      case "alerts" ->
          lines.add(
              counted(
                  document.path("alerts").size(),
                  "settings.alerts.none",
                  "settings.alerts.count",
                  texts));
      case "retention" ->
          lines.add(
              Line.words(
                  texts.text(
                      document.has("retention")
                          ? "settings.retention.some"
                          : "settings.retention.none")));
      case "stories" ->
          lines.add(
              counted(
                  document.path("stories").size(),
                  "settings.stories.none",
                  "settings.stories.count",
                  texts));
      default -> {
        boolean some = document.has("allowed-tools");
        lines.add(
            Line.words(texts.text(some ? "settings.abilities.some" : "settings.abilities.all")));
      }
    }
    return lines;
  }

  private static Line counted(int count, String none, String some, Texts texts) {
    return Line.words(count == 0 ? texts.text(none) : texts.count(some, count));
  }
}
