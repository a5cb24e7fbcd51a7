package app.kolan.server.console.settings;

import app.kolan.server.business.LeadField;
import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the business wants to know of each lead.
public record LeadFieldsPart() implements SettingsPart {
  private static final String FIELDS = "fields";
  private static final String NAME = "field-name";
  private static final String LABEL = "field-label";
  private static final String KIND = "field-kind";
  private static final String CHOICES = "field-choices";
  private static final List<String> ROW = List.of(NAME, LABEL, CHOICES);

  /// What can be written into a field, by the words of settings.
  public static List<String> kinds() {
    return Arrays.stream(LeadField.Kind.values()).map(LeadField.Kind::word).toList();
  }

  @Override
  public String name() {
    return FIELDS;
  }

  @Override
  public Set<String> keys() {
    return Set.of(FIELDS);
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    int row = 0;
    for (Map.Entry<String, JsonNode> each : document.path(FIELDS).properties()) {
      JsonNode value = each.getValue();
      fields.put(NAME + "-" + row, each.getKey());
      fields.put(LABEL + "-" + row, Fields.text(value, "label"));
      fields.put(KIND + "-" + row, Fields.text(value, "kind"));
      fields.put(CHOICES + "-" + row, String.join(", ", Fields.texts(value.path("choices"))));
      row++;
    }
    return fields;
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    var problems = new ArrayList<ConfigProblem>();
    JsonNode old = document.path(FIELDS);
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (int row = 0; row < Fields.rows(typed, ROW); row++) {
      if (isEmpty(typed, row)) {
        continue;
      }
      String name = name(typed, row);
      if (all.has(name)) {
        problems.add(new ConfigProblem(FIELDS + "." + name, name, "it is there twice; keep one"));
        continue;
      }
      ObjectNode field =
          old.path(name) instanceof ObjectNode there
              ? there.deepCopy()
              : JsonNodeFactory.instance.objectNode();
      Fields.set(field, "label", Fields.typed(typed, LABEL + "-" + row));
      Fields.set(field, "kind", Fields.typed(typed, KIND + "-" + row));
      Fields.setList(field, "choices", Fields.typed(typed, CHOICES + "-" + row));
      all.set(name, field);
    }
    if (all.isEmpty()) {
      document.remove(FIELDS);
    } else if (!all.equals(old)) {
      document.set(FIELDS, all);
    }
    return problems;
  }

  private static boolean isEmpty(Map<String, String> typed, int row) {
    return ROW.stream().allMatch(name -> Fields.typed(typed, name + "-" + row).isEmpty());
  }

  /// The name under which it is kept; one that nobody has, when none was given.
  private static String name(Map<String, String> typed, int row) {
    String given = Fields.typed(typed, NAME + "-" + row);
    for (int number = row + 1; given.isEmpty(); number++) {
      String free = "field-" + number;
      given = typed.containsValue(free) ? "" : free;
    }
    return given;
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    for (int row = 0; row < Fields.rows(typed, ROW); row++) {
      if (isEmpty(typed, row)) {
        continue;
      }
      String begin = FIELDS + "." + name(typed, row);
      if (problem.key().equals(begin)) {
        return Optional.of(NAME + "-" + row);
      }
      if (problem.key().startsWith(begin + ".")) {
        String below = problem.key().substring(begin.length() + 1).replaceFirst("[.\\[].*", "");
        return Optional.of("field-" + below + "-" + row);
      }
    }
    return Optional.empty();
  }
}
