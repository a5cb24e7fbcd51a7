package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A map of a document with single values, lists and switches, as fields of a form that have the
/// names of its keys.
///
/// @param path of the map, from the document's beginning
/// @param lists shown with commas between their values
/// @param flags set or not set
/// @param phones those of the values that are telephone numbers
/// @param quiet the times at which it is quiet; null where there are none
record ValueFields(
    List<String> path,
    List<String> values,
    List<String> lists,
    List<String> flags,
    List<String> phones,
    @Nullable QuietFields quiet) {

  /// The key of the map.
  String key() {
    return String.join(".", path);
  }

  Map<String, String> fields(ObjectNode document) {
    JsonNode map = document;
    for (String step : path) {
      map = map.path(step);
    }
    var fields = new LinkedHashMap<String, String>();
    for (String name : values) {
      fields.put(name, Fields.text(map, name));
    }
    for (String name : lists) {
      fields.put(name, String.join(", ", Fields.texts(map.path(name))));
    }
    for (String name : flags) {
      if (map.path(name).asBoolean(false)) {
        fields.put(name, "1");
      }
    }
    if (quiet != null) {
      quiet.show(map, fields);
    }
    return fields;
  }

  /// Puts what was typed; a map in which nothing is left goes, and so do those around it.
  void put(Map<String, String> typed, ObjectNode document, String country) {
    put(typed, document, path, country);
  }

  private void put(
      Map<String, String> typed, ObjectNode around, List<String> steps, String country) {
    String step = steps.getFirst();
    boolean isThere = around.get(step) instanceof ObjectNode;
    ObjectNode map =
        around.get(step) instanceof ObjectNode there
            ? there
            : JsonNodeFactory.instance.objectNode();
    if (steps.size() > 1) {
      put(typed, map, steps.subList(1, steps.size()), country);
    } else {
      putHere(typed, map, country);
    }
    if (map.isEmpty()) {
      around.remove(step);
    } else if (!isThere) {
      around.set(step, map);
    }
  }

  private void putHere(Map<String, String> typed, ObjectNode map, String country) {
    for (String name : values) {
      String text = Fields.typed(typed, name);
      Fields.set(map, name, phones.contains(name) ? Fields.e164(text, country) : text);
    }
    for (String name : lists) {
      Fields.setList(map, name, Fields.typed(typed, name));
    }
    for (String name : flags) {
      if (!typed.containsKey(name)) {
        map.remove(name);
      } else if (!map.path(name).asBoolean(false)) {
        map.put(name, true);
      }
    }
    if (quiet != null) {
      quiet.put(typed, map);
    }
  }

  /// The field that a problem is about.
  Optional<String> field(ConfigProblem problem) {
    String begin = key() + ".";
    if (!problem.key().startsWith(begin)) {
      return Optional.empty();
    }
    String name = problem.key().substring(begin.length()).replaceFirst("\\[.*", "");
    if (quiet != null && name.equals("quiet")) {
      return Optional.of(quiet.hours());
    }
    boolean own = values.contains(name) || lists.contains(name) || flags.contains(name);
    return own ? Optional.of(name) : Optional.empty();
  }
}
