package app.kolan.server.privacy.sql;

import app.kolan.server.business.AlertKind;
import app.kolan.server.privacy.Selection;
import app.kolan.twilio.webhook.PhoneNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What an export has of the tables that no other part of it reads: a column becomes a field of its
/// name, an instant the text of it.
final class ExportRows {
  /// What is exported: its name in the file, its table, which of its rows, and their columns. A
  /// column that ends with `_at` is an instant.
  record Part(String name, String table, String rows, List<String> columns) {}

  private static final String TO_CALLERS =
      String.join(
          ",",
          Arrays.stream(AlertKind.values())
              .filter(AlertKind::isToCaller)
              .map(kind -> "'" + kind.name() + "'")
              .toList());

  static final List<Part> PARTS =
      List.of(
          new Part(
              "outgoingCalls",
              "call_orders",
              "(number in (<numbers>) or contact_id in (<contacts>))",
              List.of(
                  "id",
                  "purpose",
                  "number",
                  "lead_call",
                  "reason",
                  "name",
                  "message",
                  "task",
                  "state",
                  "result",
                  "answer",
                  "created_at",
                  "placed_at",
                  "call_sid",
                  "leg_seconds",
                  "noticed_at",
                  "recording_sid")),
          new Part(
              "campaigns",
              "campaign_rows",
              "number in (<numbers>)",
              List.of(
                  "given",
                  "number",
                  "fields",
                  "state",
                  "result",
                  "reason",
                  "attempts",
                  "seconds",
                  "ordered_at")),
          new Part(
              "waitingList",
              "waiting_list",
              "(number in (<numbers>) or call_sid in (<calls>))",
              List.of(
                  "title",
                  "person",
                  "first_day",
                  "last_day",
                  "from_minute",
                  "until_minute",
                  "name",
                  "number",
                  "call_sid",
                  "state",
                  "made_at",
                  "offer_starts_at")),
          new Part(
              "questions",
              "knowledge_questions",
              "call_sid in (<calls>)",
              List.of("call_sid", "question", "asked_at")),
          new Part(
              "notices",
              "alerts",
              "kind in (%s) and (address in (<numbers>) or call_sid in (<calls>))"
                  .formatted(TO_CALLERS),
              List.of("kind", "channel", "address", "state", "created_at")),
          new Part(
              "otherPromises",
              "promises",
              "number in (<numbers>) and contact_id is null and call_sid is null",
              List.of("promise", "number", "state", "made_at", "due_at")),
          new Part(
              "unwanted",
              "unwanted_numbers",
              "number in (<numbers>)",
              List.of("number", "noted_at")));

  private ExportRows() {}

  static Map<String, List<Map<String, @Nullable Object>>> of(Handle handle, Selection person) {
    var all = new LinkedHashMap<String, List<Map<String, @Nullable Object>>>();
    for (Part part : PARTS) {
      all.put(part.name(), rows(handle, part, person));
    }
    return all;
  }

  private static List<Map<String, @Nullable Object>> rows(
      Handle handle, Part part, Selection person) {
    var query =
        handle.createQuery(
            "select %s from %s where %s and (:business is null or business_id = :business) order by %s"
                .formatted(
                    String.join(", ", part.columns()),
                    part.table(),
                    part.rows(),
                    part.columns().stream()
                        .filter(column -> column.endsWith("_at"))
                        .findFirst()
                        .orElseThrow()));
    query.bindByType("business", person.business(), Long.class);
    if (part.rows().contains("<numbers>")) {
      query.bindList("numbers", orNone(person.numbers().stream().map(PhoneNumber::value).toList()));
    }
    if (part.rows().contains("<contacts>")) {
      query.bindList("contacts", person.contacts().isEmpty() ? List.of(-1L) : person.contacts());
    }
    if (part.rows().contains("<calls>")) {
      query.bindList("calls", orNone(CallRows.texts(person.calls())));
    }
    return query.map((row, _) -> fields(part, row)).list();
  }

  /// A statement takes no empty list.
  private static List<String> orNone(List<String> texts) {
    return texts.isEmpty() ? List.of("") : texts;
  }

  private static Map<String, @Nullable Object> fields(Part part, ResultSet row)
      throws SQLException {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (String column : part.columns()) {
      Object value = row.getObject(column);
      fields.put(
          field(column),
          value instanceof Number at && column.endsWith("_at")
              ? Instant.ofEpochMilli(at.longValue()).toString()
              : value);
    }
    return fields;
  }

  private static String field(String column) {
    var words = new ArrayList<String>();
    for (String word : column.split("_", -1)) {
      words.add(words.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return String.join("", words);
  }
}
