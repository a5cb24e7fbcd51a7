package app.kolan.server.store.sql;

import app.kolan.server.store.CallSummary;
import app.kolan.server.store.Contact;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.TimelineEntry;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of the summaries of calls, and what a summary brings to the call's lead.
final class CallSummaryTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CallSummaryTable() {}

  static void save(Handle handle, CallSummary summary) {
    ObjectNode fields = TimelineTable.object();
    summary.fields().forEach(fields::put);
    handle
        .createUpdate(
            """
            insert into call_summaries (call_sid, business_id, summary, subject, fields, made_by,
              source, made_at)
            values (:call, :business, :summary, :subject, :fields, :by, :source, :at)
            on conflict (call_sid) do update set summary = excluded.summary,
              subject = excluded.subject, fields = excluded.fields, made_by = excluded.made_by,
              source = excluded.source, made_at = excluded.made_at
            """)
        .bind("call", summary.call().value())
        .bind("business", summary.business())
        .bind("summary", summary.summary())
        .bind("subject", summary.subject())
        .bind("fields", fields.toString())
        .bind("by", summary.madeBy())
        .bind("source", summary.source())
        .bind("at", summary.madeAt().toEpochMilli())
        .execute();
    LeadWorkTable.find(handle, summary.business(), summary.call())
        .ifPresent(lead -> addToLead(handle, lead, summary));
    PendingCallTable.touch(handle, summary.call(), true);
  }

  private static void addToLead(Handle handle, WorkedLead lead, CallSummary summary) {
    ObjectNode detail =
        TimelineTable.object()
            .put("summary", summary.summary())
            .put("subject", summary.subject())
            .put("madeBy", summary.madeBy());
    TimelineTable.add(
        handle,
        summary.business(),
        summary.call(),
        null,
        new TimelineEntry.Draft(
            TimelineEntry.Kind.SUMMARY,
            summary.madeAt(),
            Contact.BY_KOLAN,
            "summary:" + summary.call().value(),
            detail.toString()));
    fillFields(handle, lead, summary);
  }

  /// What somebody has written stays, and so does what an earlier summary brought.
  private static void fillFields(Handle handle, WorkedLead lead, CallSummary summary) {
    LeadWork was = lead.work();
    var fields = new TreeMap<>(was.fields());
    summary.fields().forEach(fields::putIfAbsent);
    if (fields.equals(was.fields())) {
      return;
    }
    var changes = new FieldChanges();
    fields.forEach((name, value) -> changes.field("fields." + name, was.fields().get(name), value));
    LeadWorkTable.set(
        handle,
        summary.call(),
        new LeadWork(
            was.state(),
            was.reason(),
            was.contact(),
            was.assignee(),
            was.priority(),
            was.dueAt(),
            fields,
            was.revision(),
            was.changedAt()),
        summary.madeAt());
    TimelineTable.add(
        handle,
        summary.business(),
        summary.call(),
        null,
        new TimelineEntry.Draft(
            TimelineEntry.Kind.CHANGE,
            summary.madeAt(),
            Contact.BY_KOLAN,
            "fields:%s:%d".formatted(summary.call().value(), was.revision()),
            changes.detail()));
  }

  static Map<CallSid, CallSummary> find(Handle handle, Collection<CallSid> calls) {
    var found = new HashMap<CallSid, CallSummary>();
    if (!calls.isEmpty()) {
      handle
          .createQuery("select * from call_summaries where call_sid in (<calls>)")
          .bindList("calls", List.copyOf(calls).stream().map(CallSid::value).toList())
          .map(CallSummaryTable::summary)
          .forEach(summary -> found.put(summary.call(), summary));
    }
    return found;
  }

  private static CallSummary summary(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new CallSummary(
        new CallSid(row.text("call_sid")),
        row.longNumber("business_id"),
        row.text("summary"),
        row.textOrNull("subject"),
        fields(row.text("fields")),
        row.text("made_by"),
        row.text("source"),
        row.instant("made_at"));
  }

  private static Map<String, String> fields(String json) {
    try {
      var fields = new HashMap<String, String>();
      for (Map.Entry<String, JsonNode> each : JSON.readTree(json).properties()) {
        fields.put(each.getKey(), each.getValue().asText());
      }
      return fields;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the fields of a summary cannot be read", e);
    }
  }
}
