package app.kolan.server.console.settings;

import app.kolan.server.business.HandOverMode;
import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The people whom callers may be connected to.
public record PeoplePart() implements SettingsPart {
  private static final String HUMAN = "human-number";
  private static final String OTHERS = "transfer-to";
  private static final String HAND_OVER = "hand-over";
  private static final String USUAL = HandOverMode.COLD.word();
  private static final String NUMBER = "number";
  private static final String ABOUT = "about";

  /// What `hand-over` may be.
  public static final List<String> MODES =
      Arrays.stream(HandOverMode.values()).map(HandOverMode::word).toList();

  private static final List<String> ROW = List.of("label", NUMBER, ABOUT);

  @Override
  public String name() {
    return "people";
  }

  @Override
  public Set<String> keys() {
    return Set.of(HUMAN, OTHERS, HAND_OVER);
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    fields.put(HUMAN, Fields.text(document, HUMAN));
    String mode = Fields.text(document, HAND_OVER);
    fields.put(HAND_OVER, mode.isEmpty() ? USUAL : mode);
    int row = 0;
    for (Map.Entry<String, JsonNode> target : document.path(OTHERS).properties()) {
      JsonNode value = target.getValue();
      fields.put("label-" + row, target.getKey());
      fields.put(
          "number-" + row,
          value.isObject() ? Fields.text(value, NUMBER) : value.asText("").strip());
      fields.put("about-" + row, Fields.text(value, ABOUT));
      row++;
    }
    return fields;
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    var problems = new ArrayList<ConfigProblem>();
    Map<String, String> before = fields(document);
    var form = new LinkedHashMap<>(typed);
    form.replaceAll(
        (field, text) ->
            field.startsWith(NUMBER) || field.equals(HUMAN) ? Fields.e164(text, country) : text);
    Fields.put(form, document, HUMAN);
    if (document.has(HAND_OVER) || !Fields.typed(form, HAND_OVER).equals(USUAL)) {
      Fields.put(form, document, HAND_OVER);
    }
    if (!form.containsKey("label-0") || same(form, before)) {
      return problems;
    }
    ObjectNode old = Fields.map(document, OTHERS).deepCopy();
    ObjectNode others = document.putObject(OTHERS);
    var taken = new HashSet<String>();
    for (int row = 0; row < Fields.rows(form, ROW); row++) {
      String number = Fields.typed(form, "number-" + row);
      String about = Fields.typed(form, "about-" + row);
      String label = Fields.typed(form, "label-" + row);
      if (number.isEmpty() && about.isEmpty() && label.isEmpty()) {
        continue;
      }
      if (label.isEmpty()) {
        label = freeLabel(form);
        form.put("label-" + row, label);
      }
      if (!taken.add(label)) {
        problems.add(new ConfigProblem(OTHERS + "." + label, label, "it is there twice; keep one"));
        continue;
      }
      put(others, label, number, about, old.path(label));
    }
    if (others.isEmpty()) {
      document.remove(OTHERS);
    }
    return problems;
  }

  private static void put(
      ObjectNode others, String label, String number, String about, JsonNode old) {
    if (about.isEmpty() && !old.isObject()) {
      others.put(label, number);
      return;
    }
    ObjectNode target = old.isObject() ? old.deepCopy() : others.objectNode();
    target.put(NUMBER, number);
    if (about.isEmpty()) {
      target.remove(ABOUT);
    } else {
      target.put(ABOUT, about);
    }
    others.set(label, target);
  }

  private static boolean same(Map<String, String> form, Map<String, String> before) {
    int rows = Math.max(Fields.rows(form, ROW), Fields.rows(before, ROW));
    for (int row = 0; row < rows; row++) {
      for (String name : ROW) {
        String field = name + "-" + row;
        if (!Fields.typed(form, field).equals(before.getOrDefault(field, ""))) {
          return false;
        }
      }
    }
    return true;
  }

  /// A label for somebody who was given none: only agents see it.
  private static String freeLabel(Map<String, String> form) {
    for (int number = 1; ; number++) {
      String label = "person-" + number;
      boolean taken =
          form.entrySet().stream()
              .anyMatch(
                  field ->
                      field.getKey().startsWith("label-")
                          && field.getValue().strip().equals(label));
      if (!taken) {
        return label;
      }
    }
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    String key = problem.key();
    if (key.equals(HUMAN)) {
      return Optional.of(HUMAN);
    }
    if (!key.startsWith(OTHERS + ".")) {
      return Optional.empty();
    }
    String rest = key.substring(OTHERS.length() + 1);
    for (int row = 0; row < Fields.rows(typed, ROW); row++) {
      String label = Fields.typed(typed, "label-" + row);
      String number = "number-" + row;
      boolean itself = rest.equals(label);
      if (itself && !problem.remedy().contains("E.164")) {
        return Optional.of("label-" + row);
      }
      boolean unnamed = label.isEmpty() && rest.startsWith("person-");
      if (itself || unnamed || rest.equals(label + "." + NUMBER)) {
        return Optional.of(number);
      }
    }
    return Optional.empty();
  }
}
