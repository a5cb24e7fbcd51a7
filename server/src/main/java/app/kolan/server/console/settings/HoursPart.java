package app.kolan.server.console.settings;

import app.kolan.server.console.settings.DayRanges.Range;
import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// When the business is open: its week, days that are otherwise, Shabbat and holidays, and by whose
/// clocks.
public record HoursPart() implements SettingsPart {
  static final String HOURS = "hours";
  static final String EXCEPTIONS = "exceptions";
  static final String ZONE = "zone";

  /// Zones that are offered; any other can be written.
  public static final List<String> ZONES =
      List.of(
          "Asia/Jerusalem",
          "Europe/London",
          "Europe/Berlin",
          "Europe/Paris",
          "America/New_York",
          "America/Los_Angeles");

  /// How often a day is opened that has room in the form.
  static final int SLOTS = 2;

  /// The cities whose sun is known.
  public static final List<String> CITIES =
      List.of("jerusalem", "tel-aviv", "haifa", "beer-sheva", "petah-tikva", "eilat");

  public static final List<String> HOLIDAYS = List.of("closed", "open");
  public static final List<String> DAY_RULES = List.of("usual", "as-friday", "closed");

  /// As Israelis have it.
  public static final List<DayOfWeek> WEEK =
      List.of(
          DayOfWeek.SUNDAY,
          DayOfWeek.MONDAY,
          DayOfWeek.TUESDAY,
          DayOfWeek.WEDNESDAY,
          DayOfWeek.THURSDAY,
          DayOfWeek.FRIDAY,
          DayOfWeek.SATURDAY);

  /// What is set by a word, and the word that holds when none is set.
  private static final Map<String, String> CHOICES =
      Map.of(
          "holidays", "closed",
          "holiday-eves", "as-friday",
          "chol-hamoed", "usual",
          "city", "jerusalem");

  private static final List<String> ROW = List.of("date", "from", "to", "from2", "to2");

  @Override
  public String name() {
    return HOURS;
  }

  @Override
  public Set<String> keys() {
    return Set.of(HOURS, ZONE);
  }

  /// The key of a day in documents, and the beginning of its fields.
  public static String key(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    JsonNode hours = document.path(HOURS);
    var fields = new LinkedHashMap<String, String>();
    for (DayOfWeek day : WEEK) {
      List<Range> ranges = DayRanges.of(hours.path(key(day))).atLeast(SLOTS);
      for (int slot = 0; slot < ranges.size(); slot++) {
        fields.put("%s.%d.from".formatted(key(day), slot), ranges.get(slot).from());
        fields.put("%s.%d.to".formatted(key(day), slot), ranges.get(slot).to());
      }
    }
    int row = 0;
    for (Map.Entry<String, JsonNode> exception : hours.path(EXCEPTIONS).properties()) {
      fields.putAll(fields(row++, exception.getKey(), exception.getValue()));
    }
    CHOICES.forEach(
        (choice, usual) -> {
          String word = Fields.text(hours, choice);
          fields.put(choice, word.isEmpty() ? usual : word.toLowerCase(Locale.ROOT));
        });
    fields.put(ZONE, zone(document));
    return fields;
  }

  /// That of the hours, which may have one of their own, or of the whole business.
  private static String zone(ObjectNode document) {
    String own = Fields.text(document.path(HOURS), ZONE);
    return own.isEmpty() ? Fields.text(document, ZONE) : own;
  }

  private static Map<String, String> fields(int row, String date, JsonNode day) {
    List<Range> ranges = DayRanges.of(day).atLeast(SLOTS);
    return Map.of(
        "date-" + row, date,
        "from-" + row, ranges.get(0).from(),
        "to-" + row, ranges.get(0).to(),
        "from2-" + row, ranges.get(1).from(),
        "to2-" + row, ranges.get(1).to());
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    var problems = new ArrayList<ConfigProblem>();
    boolean wasThere = document.path(HOURS).isObject();
    ObjectNode hours = wasThere ? (ObjectNode) document.get(HOURS) : document.objectNode();
    for (DayOfWeek day : WEEK) {
      String key = key(day);
      if (!typed.containsKey(key + ".0.from")) {
        continue;
      }
      var ranges = new ArrayList<Range>();
      for (int slot = 0; typed.containsKey("%s.%d.from".formatted(key, slot)); slot++) {
        ranges.add(
            new Range(
                Fields.typed(typed, "%s.%d.from".formatted(key, slot)),
                Fields.typed(typed, "%s.%d.to".formatted(key, slot))));
      }
      var now = new DayRanges(ranges);
      if (!now.equals(DayRanges.of(hours.path(key)))) {
        hours.put(key, now.text());
      }
    }
    putExceptions(typed, hours, problems);
    CHOICES.forEach(
        (choice, usual) -> {
          String word = Fields.text(hours, choice);
          String now = Fields.typed(typed, choice);
          if (!now.isEmpty() && !now.equalsIgnoreCase(word.isEmpty() ? usual : word)) {
            hours.put(choice, now);
          }
        });
    if (typed.containsKey(ZONE) && !Fields.typed(typed, ZONE).equals(zone(document))) {
      hours.remove(ZONE);
      Fields.put(typed, document, ZONE);
    }
    if (!wasThere && !hours.isEmpty()) {
      document.set(HOURS, hours);
    }
    return problems;
  }

  private static void putExceptions(
      Map<String, String> typed, ObjectNode hours, List<ConfigProblem> problems) {
    if (!typed.containsKey("date-0")) {
      return;
    }
    ObjectNode old = hours.get(EXCEPTIONS) instanceof ObjectNode there ? there : hours.objectNode();
    ObjectNode now = hours.objectNode();
    for (int row = 0; row < Fields.rows(typed, ROW); row++) {
      String date = Fields.typed(typed, "date-" + row);
      var ranges =
          new DayRanges(
              List.of(
                  new Range(Fields.typed(typed, "from-" + row), Fields.typed(typed, "to-" + row)),
                  new Range(
                      Fields.typed(typed, "from2-" + row), Fields.typed(typed, "to2-" + row))));
      if (date.isEmpty()) {
        if (!ranges.ranges().isEmpty()) {
          problems.add(
              new ConfigProblem(
                  "row." + row, "a day without its date", "give the date, such as 2026-12-31"));
        }
      } else if (now.has(date)) {
        problems.add(
            new ConfigProblem(
                "%s.%s.%s".formatted(HOURS, EXCEPTIONS, date),
                date,
                "it is there twice; keep one"));
      } else if (old.has(date)
          && fields(0, date, old.path(date)).equals(fields(0, date, now.textNode(ranges.text())))) {
        now.set(date, old.get(date));
      } else {
        now.put(date, ranges.text());
      }
    }
    if (now.equals(old)) {
      return;
    }
    if (now.isEmpty()) {
      hours.remove(EXCEPTIONS);
    } else {
      hours.set(EXCEPTIONS, now);
    }
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    String key = problem.key();
    if (key.equals(ZONE) || key.equals(HOURS + "." + ZONE)) {
      return Optional.of(ZONE);
    }
    for (DayOfWeek day : WEEK) {
      if (key.equals(HOURS + "." + key(day)) || key.startsWith(HOURS + "." + key(day) + "[")) {
        return Optional.of(key(day) + ".0.from");
      }
    }
    for (int row = 0; row < Fields.rows(typed, ROW); row++) {
      String date = Fields.typed(typed, "date-" + row);
      if (key.equals("row." + row) || key.equals("%s.%s.%s".formatted(HOURS, EXCEPTIONS, date))) {
        return Optional.of("date-" + row);
      }
    }
    return CHOICES.keySet().stream().filter(choice -> key.equals(HOURS + "." + choice)).findFirst();
  }
}
