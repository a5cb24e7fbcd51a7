package app.kolan.server.console.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Times at which it is quiet, `[shabbat, 21:00-08:00]` of a document, as fields of a form: whether
/// Shabbat is among them, and the hours of a day.
///
/// @param end what the names of the fields end with, such as `-0` for a row; empty for none
/// @param usual whether some times hold when none are set, so that having none is a choice
record QuietFields(String end, boolean usual) {
  private static final String QUIET = "quiet";
  private static final String SHABBAT = "shabbat";

  String choice() {
    return QUIET + end;
  }

  String shabbat() {
    return "quiet-shabbat" + end;
  }

  String hours() {
    return "quiet-hours" + end;
  }

  /// Adds the fields.
  ///
  /// @param node in which `quiet` stands
  void show(JsonNode node, Map<String, String> fields) {
    var times = new ArrayList<>(Fields.texts(node.path(QUIET)));
    if (usual) {
      fields.put(choice(), node.has(QUIET) ? "own" : "");
    }
    if (times.removeIf(SHABBAT::equals)) {
      fields.put(shabbat(), "1");
    }
    fields.put(hours(), String.join(", ", times));
  }

  /// Puts what was typed in place of what is there.
  void put(Map<String, String> typed, ObjectNode node) {
    if (usual && Fields.typed(typed, choice()).isEmpty()) {
      node.remove(QUIET);
      return;
    }
    var times = new ArrayList<String>();
    if (typed.containsKey(shabbat())) {
      times.add(SHABBAT);
    }
    times.addAll(Fields.split(Fields.typed(typed, hours())));
    if (!usual && times.isEmpty()) {
      node.remove(QUIET);
    } else if (!node.has(QUIET) || !sameTimes(times, Fields.texts(node.path(QUIET)))) {
      ArrayNode list = node.putArray(QUIET);
      times.forEach(list::add);
    }
  }

  private static boolean sameTimes(List<String> some, List<String> others) {
    return some.size() == others.size() && some.containsAll(others);
  }
}
