package app.kolan.server.console.settings;

import app.kolan.server.business.CallbackNumber;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
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

  /// The values of a list, or of a text with commas.
  static List<String> texts(JsonNode node) {
    var texts = new ArrayList<String>();
    if (node.isArray()) {
      node.forEach(each -> texts.add(each.asText("").strip()));
    } else if (node.isValueNode() && !node.isNull()) {
      texts.addAll(split(node.asText("")));
    }
    texts.removeIf(String::isEmpty);
    return texts;
  }

  /// The parts of a text between commas and line breaks.
  static List<String> split(String text) {
    return Arrays.stream(text.split("[,\\n]", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /// Sets a value that was typed, as a number where it is one, unless it stands there already.
  static void set(ObjectNode node, String name, String typed) {
    if (typed.equals(text(node, name))) {
      return;
    }
    if (typed.isEmpty()) {
      node.remove(name);
    } else if (typed.matches("[0-9]{1,6}")) {
      node.put(name, Integer.parseInt(typed));
    } else {
      node.put(name, typed);
    }
  }

  /// Sets a list that was typed with commas, unless it stands there already.
  static void setList(ObjectNode node, String name, String typed) {
    List<String> parts = split(typed);
    if (parts.equals(texts(node.path(name)))) {
      return;
    }
    if (parts.isEmpty()) {
      node.remove(name);
    } else {
      ArrayNode list = node.putArray(name);
      parts.forEach(list::add);
    }
  }

  /// A number as settings have it, also of one that was written as at home.
  ///
  /// @param country of the business
  static String e164(String text, String country) {
    String typed = text.strip();
    return typed.isEmpty() || new PhoneNumber(typed).isDialable()
        ? typed
        : CallbackNumber.ofKeys(typed, country).map(PhoneNumber::value).orElse(typed);
  }

  /// The map below a key, which is made when there is none.
  static ObjectNode map(ObjectNode document, String key) {
    return document.get(key) instanceof ObjectNode map ? map : document.putObject(key);
  }
}
