package app.kolan.server.business;

import app.kolan.server.settings.DidYouMean;
import app.kolan.server.settings.YamlSection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the fields that a business wants to know of each lead: `business.fields`, by their names.
final class LeadFieldReader {
  private static final int MOST = 50;
  private static final int MOST_CHOICES = 100;
  private static final int LONGEST_LABEL = 100;
  private static final List<String> KINDS =
      Arrays.stream(LeadField.Kind.values()).map(LeadField.Kind::word).toList();

  private LeadFieldReader() {}

  static List<LeadField> read(YamlSection section) {
    var fields = new ArrayList<LeadField>();
    section.entries().forEach((name, field) -> fields.add(field(name, field)));
    if (fields.size() > MOST) {
      section.problem(fields.size() + " fields", "give at most " + MOST);
    }
    return List.copyOf(fields);
  }

  private static LeadField field(String name, YamlSection section) {
    if (!LeadField.isName(name)) {
      section.problem("no name", "use Latin letters, digits, _ and -, at most 40");
    }
    section.only(List.of("kind", "label", "choices"));
    String word = section.at("kind").text(LeadField.Kind.TEXT.word());
    if (!KINDS.contains(word)) {
      section.at("kind").problem(word, "there is no such kind; " + DidYouMean.hint(word, KINDS));
    }
    LeadField.Kind kind =
        Arrays.stream(LeadField.Kind.values())
            .filter(each -> each.word().equals(word))
            .findFirst()
            .orElse(LeadField.Kind.TEXT);
    String label = section.at("label").text(name).strip();
    if (label.isEmpty() || label.length() > LONGEST_LABEL) {
      section.at("label").problem(label, "give at most %d letters".formatted(LONGEST_LABEL));
    }
    return new LeadField(name, kind, label, choices(section.at("choices"), kind));
  }

  private static List<String> choices(YamlSection section, LeadField.Kind kind) {
    boolean wanted = kind == LeadField.Kind.CHOICE;
    if (wanted != section.isThere()) {
      section.problem(
          wanted ? "not set" : "set for another kind", "give choices to a field of kind choice");
    }
    List<String> choices =
        section.isThere()
            ? section.parts().stream()
                .map(part -> part.text("").strip())
                .filter(text -> !text.isEmpty())
                .distinct()
                .limit(MOST_CHOICES)
                .toList()
            : List.of();
    if (wanted && choices.size() < 2) {
      section.problem("%d choices".formatted(choices.size()), "give at least two");
    }
    return choices;
  }
}
