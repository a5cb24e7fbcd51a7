package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What can be booked: services, and people and rooms with hours and absences.
public record BookingPart() implements SettingsPart {
  private static final String BOOKING = "booking";
  private static final String KEY = "key";
  private static final String HOURS = "hours";
  private static final List<String> NUMBERS = List.of("step", "notice", "days-ahead");
  private static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)).toList();

  /// A list of the document, as rows of the form.
  ///
  /// @param key in the document
  /// @param prefix of its fields
  /// @param values those that hold one value
  /// @param lists those that hold several, which are shown with commas between them
  /// @param hours whether each may have hours of its own
  private record Rows(
      String key, String prefix, List<String> values, List<String> lists, boolean hours) {
    List<String> names() {
      return Stream.of(List.of(KEY), values, lists, hours ? DAYS : List.<String>of())
          .flatMap(List::stream)
          .map(name -> prefix + "-" + name)
          .toList();
    }

    String field(String name, int row) {
      return prefix + "-" + name + "-" + row;
    }
  }

  private static final List<Rows> LISTS =
      List.of(
          new Rows(
              "services",
              "service",
              List.of("name", "minutes", "buffer", "price"),
              List.of("people", "rooms"),
              false),
          new Rows("people", "person", List.of("name"), List.of("absences"), true),
          new Rows("rooms", "room", List.of("name"), List.of("absences"), false));

  @Override
  public String name() {
    return BOOKING;
  }

  @Override
  public Set<String> keys() {
    return Set.of(BOOKING);
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    JsonNode booking = document.path(BOOKING);
    NUMBERS.forEach(name -> fields.put(name, Fields.text(booking, name)));
    for (Rows rows : LISTS) {
      int row = 0;
      for (Map.Entry<String, JsonNode> each : booking.path(rows.key()).properties()) {
        JsonNode value = each.getValue();
        fields.put(rows.field(KEY, row), each.getKey());
        for (String name : rows.values()) {
          fields.put(rows.field(name, row), Fields.text(value, name));
        }
        for (String name : rows.lists()) {
          fields.put(rows.field(name, row), String.join(", ", Fields.texts(value.path(name))));
        }
        if (rows.hours()) {
          for (String day : DAYS) {
            fields.put(
                rows.field(day, row), String.join(", ", Fields.texts(value.path(HOURS).path(day))));
          }
        }
        row++;
      }
    }
    return fields;
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    var problems = new ArrayList<ConfigProblem>();
    Map<String, String> before = fields(document);
    if (!typed.containsKey("service-key-0") || same(typed, before)) {
      return problems;
    }
    ObjectNode booking =
        document.get(BOOKING) instanceof ObjectNode there
            ? there.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    for (String name : NUMBERS) {
      Fields.set(booking, name, Fields.typed(typed, name));
    }
    for (Rows rows : LISTS) {
      put(rows, typed, booking, problems);
    }
    if (booking.isEmpty()) {
      document.remove(BOOKING);
    } else {
      document.set(BOOKING, booking);
    }
    return problems;
  }

  private static boolean same(Map<String, String> typed, Map<String, String> before) {
    Set<String> names = new HashSet<>(typed.keySet());
    names.addAll(before.keySet());
    return names.stream()
        .filter(BookingPart::isOwn)
        .allMatch(name -> Fields.typed(typed, name).equals(before.getOrDefault(name, "").strip()));
  }

  private static boolean isOwn(String field) {
    return NUMBERS.contains(field)
        || LISTS.stream().anyMatch(rows -> field.startsWith(rows.prefix() + "-"));
  }

  private static void put(
      Rows rows, Map<String, String> typed, ObjectNode booking, List<ConfigProblem> problems) {
    ObjectNode old =
        booking.get(rows.key()) instanceof ObjectNode there
            ? there
            : JsonNodeFactory.instance.objectNode();
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (int row = 0; row < Fields.rows(typed, rows.names()); row++) {
      if (isEmpty(rows, typed, row)) {
        continue;
      }
      String key = key(rows, typed, row, old);
      if (all.has(key)) {
        problems.add(
            new ConfigProblem(
                "%s.%s.%s".formatted(BOOKING, rows.key(), key),
                key,
                "it is there twice; keep one"));
        continue;
      }
      ObjectNode value =
          old.get(key) instanceof ObjectNode there
              ? there.deepCopy()
              : JsonNodeFactory.instance.objectNode();
      for (String name : rows.values()) {
        Fields.set(value, name, Fields.typed(typed, rows.field(name, row)));
      }
      for (String name : rows.lists()) {
        Fields.setList(value, name, Fields.typed(typed, rows.field(name, row)));
      }
      if (rows.hours()) {
        hours(value, rows, typed, row);
      }
      all.set(key, value);
    }
    if (all.isEmpty()) {
      booking.remove(rows.key());
    } else {
      booking.set(rows.key(), all);
    }
  }

  private static boolean isEmpty(Rows rows, Map<String, String> typed, int row) {
    return rows.names().stream().allMatch(name -> Fields.typed(typed, name + "-" + row).isEmpty());
  }

  /// The key of a row; one that nobody has, when none was given.
  private static String key(Rows rows, Map<String, String> typed, int row, ObjectNode old) {
    String given = Fields.typed(typed, rows.field(KEY, row));
    for (int number = 1; given.isEmpty(); number++) {
      String free = rows.prefix() + "-" + number;
      given = old.has(free) || typed.containsValue(free) ? "" : free;
    }
    return given;
  }

  private static void hours(ObjectNode value, Rows rows, Map<String, String> typed, int row) {
    ObjectNode hours =
        value.get(HOURS) instanceof ObjectNode there
            ? there
            : JsonNodeFactory.instance.objectNode();
    for (String day : DAYS) {
      Fields.setList(hours, day, Fields.typed(typed, rows.field(day, row)));
    }
    if (hours.isEmpty()) {
      value.remove(HOURS);
    } else {
      value.set(HOURS, hours);
    }
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    String key = problem.key();
    for (String name : NUMBERS) {
      if (key.equals(BOOKING + "." + name)) {
        return Optional.of(name);
      }
    }
    for (Rows rows : LISTS) {
      String list = BOOKING + "." + rows.key();
      for (int row = 0; row < Fields.rows(typed, rows.names()); row++) {
        String given = Fields.typed(typed, rows.field(KEY, row));
        if (given.isEmpty() || !(key + ".").startsWith(list + "." + given + ".")) {
          continue;
        }
        String rest = key.substring(Math.min(key.length(), (list + "." + given + ".").length()));
        String name = rest.replaceFirst("^hours\\.", "").replaceFirst("\\[.*", "");
        boolean known = rows.names().contains(rows.prefix() + "-" + name);
        return Optional.of(rows.field(known ? name : KEY, row));
      }
      if (key.equals(list)) {
        return Optional.of(rows.field(KEY, 0));
      }
    }
    return Optional.empty();
  }
}
