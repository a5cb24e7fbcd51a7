package app.kolan.server.store.sql;

import app.kolan.server.store.LeadQuery;
import app.kolan.server.store.LeadWork;
import app.kolan.server.store.LeadWork.NoLead;
import app.kolan.server.store.LeadWork.Priority;
import app.kolan.server.store.LeadWork.State;
import app.kolan.server.store.WorkedLead;
import app.kolan.twilio.webhook.CallSid;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// What is done with leads: columns of their table.
final class LeadWorkTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LeadWorkTable() {}

  static Optional<WorkedLead> find(Handle handle, CallSid call) {
    return handle
        .createQuery("select * from leads where call_sid = :call")
        .bind("call", call.value())
        .map(LeadWorkTable::lead)
        .findOne();
  }

  static Optional<WorkedLead> find(Handle handle, long business, CallSid call) {
    return find(handle, call).filter(found -> found.lead().businessId() == business);
  }

  static Map<CallSid, WorkedLead> find(Handle handle, long business, Collection<CallSid> calls) {
    var found = new HashMap<CallSid, WorkedLead>();
    if (!calls.isEmpty()) {
      handle
          .createQuery(
              "select * from leads where call_sid in (<calls>) and business_id = :business")
          .bindList("calls", calls.stream().map(CallSid::value).toList())
          .bind("business", business)
          .map(LeadWorkTable::lead)
          .forEach(lead -> found.put(lead.lead().call(), lead));
    }
    return found;
  }

  static List<WorkedLead> find(Handle handle, LeadQuery query) {
    var sql =
        new StringBuilder(
            """
            select * from leads where business_id = :business
              and (created_at < :at or (created_at = :at and call_sid > :call))
            """);
    var values = new HashMap<String, Object>();
    values.put("business", query.business());
    values.put("at", query.after().at().toEpochMilli());
    values.put("call", query.after().id());
    values.put("limit", query.limit());
    if (query.state() != null) {
      sql.append(" and work_state = :state");
      values.put("state", query.state().name());
    }
    if (query.assignee() != null) {
      boolean nobody = query.assignee() == LeadQuery.NOBODY;
      sql.append(nobody ? " and assignee is null" : " and assignee = :assignee");
      values.put("assignee", query.assignee());
    }
    if (query.priority() != null) {
      sql.append(" and priority = :priority");
      values.put("priority", query.priority().name());
    }
    if (query.contact() != null) {
      sql.append(" and contact_id = :contact");
      values.put("contact", query.contact());
    }
    if (query.dueBefore() != null) {
      sql.append(" and due_at < :due");
      values.put("due", query.dueBefore().toEpochMilli());
    }
    return handle
        .createQuery(sql.append(" order by created_at desc, call_sid limit :limit").toString())
        .bindMap(values)
        .map(LeadWorkTable::lead)
        .list();
  }

  static void set(Handle handle, CallSid call, LeadWork work, Instant at) {
    ObjectNode fields = TimelineTable.object();
    work.fields().forEach(fields::put);
    handle
        .createUpdate(
            """
            update leads set work_state = :state, not_lead_reason = :reason, contact_id = :contact,
              assignee = :assignee, priority = :priority, due_at = :due, fields = :fields,
              work_revision = work_revision + 1, changed_at = :at
            where call_sid = :call
            """)
        .bind("call", call.value())
        .bind("state", work.state().name())
        .bind("reason", work.reason() == null ? null : work.reason().name())
        .bind("contact", work.contact())
        .bind("assignee", work.assignee())
        .bind("priority", work.priority().name())
        .bind("due", ResultRow.millis(work.dueAt()))
        .bind("fields", fields.toString())
        .bind("at", at.toEpochMilli())
        .execute();
    CallLeadMark.set(handle, call);
  }

  private static WorkedLead lead(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    String reason = row.textOrNull("not_lead_reason");
    return new WorkedLead(
        LeadTable.lead(columns, context),
        new LeadWork(
            State.valueOf(row.text("work_state")),
            reason == null ? null : NoLead.valueOf(reason),
            row.longNumberOrNull("contact_id"),
            row.longNumberOrNull("assignee"),
            Priority.valueOf(row.text("priority")),
            row.instantOrNull("due_at"),
            fields(row.text("fields")),
            row.longNumber("work_revision"),
            row.instantOrNull("changed_at")));
  }

  private static Map<String, String> fields(String json) {
    try {
      var fields = new HashMap<String, String>();
      JSON.readTree(json)
          .properties()
          .forEach(each -> fields.put(each.getKey(), each.getValue().asText()));
      return fields;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the fields of a lead cannot be read", e);
    }
  }
}
