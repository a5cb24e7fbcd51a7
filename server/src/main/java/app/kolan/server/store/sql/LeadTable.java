package app.kolan.server.store.sql;

import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.PagePosition;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of leads, one row per call: saving again adds what has become known since.
final class LeadTable {
  private LeadTable() {}

  static void save(Handle handle, Lead lead) {
    RecordingSid recording = lead.recording();
    handle
        .createUpdate(
            """
            insert into leads (call_sid, business_id, caller, callback, reason_turn, name_turn,
              recording_sid, state, created_at, subject, name)
            values (:call, :business, :caller, :callback, :reason, :nameTurn, :recording, :state,
              :at, :subject, :name)
            on conflict (call_sid) do update set
              callback = coalesce(excluded.callback, leads.callback),
              reason_turn = coalesce(excluded.reason_turn, leads.reason_turn),
              name_turn = coalesce(excluded.name_turn, leads.name_turn),
              recording_sid = coalesce(excluded.recording_sid, leads.recording_sid),
              subject = coalesce(excluded.subject, leads.subject),
              name = coalesce(excluded.name, leads.name),
              state = case when leads.state = 'COMPLETE' then leads.state else excluded.state end
            """)
        .bind("call", lead.call().value())
        .bind("business", lead.businessId())
        .bind("caller", lead.caller().value())
        .bind("callback", ResultRow.text(lead.callback()))
        .bind("reason", lead.reasonTurn())
        .bind("nameTurn", lead.nameTurn())
        .bind("recording", recording == null ? null : recording.value())
        .bind("state", lead.state().name())
        .bind("at", lead.createdAt().toEpochMilli())
        .bind("subject", lead.subject())
        .bind("name", lead.name())
        .execute();
    CallLeadMark.set(handle, lead.call());
    PendingCallTable.touch(handle, lead.call(), lead.state() == LeadState.COMPLETE);
  }

  /// Makes a message part of the lead of its call, which is created if need be; does nothing for a
  /// call that has not arrived.
  static void addMessage(Handle handle, CallSid call, RecordingSid recording, Instant at) {
    handle
        .createUpdate(
            """
            insert into leads (call_sid, business_id, caller, recording_sid, state, created_at)
            select sid, business_id, caller, :recording, 'OPEN', :at from calls where sid = :call
            on conflict (call_sid) do update set recording_sid = excluded.recording_sid
            """)
        .bind("call", call.value())
        .bind("recording", recording.value())
        .bind("at", at.toEpochMilli())
        .execute();
    CallLeadMark.set(handle, call);
    PendingCallTable.touch(handle, call, true);
  }

  static Optional<Lead> find(Handle handle, CallSid call) {
    return handle
        .createQuery("select * from leads where call_sid = :call")
        .bind("call", call.value())
        .map(LeadTable::lead)
        .findOne();
  }

  static List<Lead> all(Handle handle) {
    return handle
        .createQuery("select * from leads order by created_at desc, call_sid")
        .map(LeadTable::lead)
        .list();
  }

  /// The leads of a business after a place in the list.
  static List<Lead> ofBusiness(Handle handle, long businessId, PagePosition after, int limit) {
    return handle
        .createQuery(
            """
            select * from leads where business_id = :business
              and (created_at < :at or (created_at = :at and call_sid > :call))
            order by created_at desc, call_sid limit :limit
            """)
        .bind("business", businessId)
        .bind("at", after.at().toEpochMilli())
        .bind("call", after.id())
        .bind("limit", limit)
        .map(LeadTable::lead)
        .list();
  }

  /// The newest leads of a caller with this number.
  static List<Lead> latestFrom(Handle handle, long businessId, PhoneNumber caller, int limit) {
    return handle
        .createQuery(
            """
            select * from leads where caller = :caller and business_id = :business
            order by created_at desc, call_sid limit :limit
            """)
        .bind("caller", caller.value())
        .bind("business", businessId)
        .bind("limit", limit)
        .map(LeadTable::lead)
        .list();
  }

  static Lead lead(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    String recording = row.textOrNull("recording_sid");
    return new Lead(
        new CallSid(row.text("call_sid")),
        row.longNumber("business_id"),
        row.phone("caller"),
        row.phoneOrNull("callback"),
        row.numberOrNull("reason_turn"),
        row.numberOrNull("name_turn"),
        recording == null ? null : new RecordingSid(recording),
        LeadState.valueOf(row.text("state")),
        row.instant("created_at"),
        row.textOrNull("subject"),
        row.textOrNull("name"));
  }
}
