package app.kolan.server.console.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// What the forms of settings have in common. Rows of a list are fields with a number at their end:
/// `label-0`, `label-1`.
final class Fields {
  private Fields() {}

  /// A single value of a document; empty when there is none.
  static String text(JsonNode document, String key) {
    JsonNode value = document.path(key);
    return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
  }

  /// The text of a field, without what surrounds it and with the line breaks of documents.
  static String typed(Map<String, String> typed, String field) {
    return typed.getOrDefault(field, "").replace("\r\n", "\n").strip();
  }

  /// Sets a single value if the form has another one than the document.
  static void put(Map<String, String> typed, ObjectNode document, String key) {
    String now = typed(typed, key);
    if (!typed.containsKey(key) || now.equals(text(document, key))) {
      return;
    }
    if (now.isEmpty()) {
      document.remove(key);
    } else {
      document.put(key, now);
    }
  }

  /// How many rows of a form reach to its last one that says anything.
  ///
  /// @param names of the fields of a row
  static int rows(Map<String, String> typed, List<String> names) {
    int rows = 0;
    for (Map.Entry<String, String> field : typed.entrySet()) {
      int dash = field.getKey().lastIndexOf('-');
      if (dash > 0
          && !field.getValue().isBlank()
          && names.contains(field.getKey().substring(0, dash))
          && field.getKey().substring(dash + 1).matches("[0-9]{1,4}")) {
        rows = Math.max(rows, Integer.parseInt(field.getKey().substring(dash + 1)) + 1);
      }
    }
    return rows;
  }

  /// The map below a key, which is made when there is none.
  static ObjectNode map(ObjectNode document, String key) {
    return document.get(key) instanceof ObjectNode map ? map : document.putObject(key);
  }
}
