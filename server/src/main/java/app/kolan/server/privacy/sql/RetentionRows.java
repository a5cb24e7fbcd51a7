package app.kolan.server.privacy.sql;

import app.kolan.server.privacy.PrivacyStore.OldCall;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// The rows of calls of which a part has had its time.
final class RetentionRows {
  private static final String WITH_SOUND =
      """
      and (exists (select 1 from turns t where t.call_sid = calls.sid and t.audio_file is not null)
        or exists (select 1 from recordings r where r.call_sid = calls.sid and r.audio_file is not null))
      """;

  private static final String WITH_WORDS =
      """
      and (exists (select 1 from turns t
          where t.call_sid = calls.sid and (t.words is not null or t.keys is not null))
        or exists (select 1 from recordings r where r.call_sid = calls.sid and r.words is not null)
        or exists (select 1 from call_summaries c where c.call_sid = calls.sid)
        or exists (select 1 from summaries s where s.call_sid = calls.sid)
        or exists (select 1 from knowledge_questions q where q.call_sid = calls.sid)
        or exists (select 1 from hand_overs h where h.call_sid = calls.sid and h.reason <> '')
        or exists (select 1 from tool_uses u
          where u.call_sid = calls.sid and (u.arguments <> '{}' or u.result is not null)))
      """;

  private RetentionRows() {}

  static List<OldCall> oldCalls(
      Handle handle, String kind, long business, Instant before, OldCall after, int limit) {
    String condition =
        switch (kind) {
          case "sound" -> WITH_SOUND;
          case "words" -> WITH_WORDS;
          default -> "";
        };
    String placed =
        switch (kind) {
          case "sound" -> "and placed.audio_file is not null";
          case "words" -> "and placed.words is not null";
          default -> "";
        };
    return handle
        .createQuery(
            """
            select sid, arrived_at from calls
            where business_id = :business and arrived_at < :before
              and (arrived_at > :at or (arrived_at = :at and sid > :sid))
              %s
            union all
            select sid, arrived_at from (%s) placed
            where arrived_at < :before and (arrived_at > :at or (arrived_at = :at and sid > :sid))
              %s
            order by arrived_at, sid limit :limit
            """
                .formatted(condition, RecordedOrders.OF_BUSINESS, placed))
        .bind("business", business)
        .bind("before", before.toEpochMilli())
        .bind("at", after.arrivedAt().toEpochMilli())
        .bind("sid", after.sid())
        .bind("limit", limit)
        .map((row, _) -> new OldCall(Instant.ofEpochMilli(row.getLong(2)), row.getString(1)))
        .list();
  }

  static List<CallSid> oldCalls(Handle handle, long business, Instant before, List<CallSid> calls) {
    return handle
        .createQuery(
            """
            select sid from calls
            where sid in (<calls>) and business_id = :business and arrived_at < :before
            union
            select sid from (%s) placed where sid in (<calls>) and arrived_at < :before
            """
                .formatted(RecordedOrders.OF_BUSINESS))
        .bindList("calls", CallRows.texts(calls))
        .bind("business", business)
        .bind("before", before.toEpochMilli())
        .map((row, _) -> new CallSid(row.getString(1)))
        .list();
  }

  static void dropSounds(Handle handle, List<CallSid> calls) {
    update(handle, "update turns set audio_file = null where call_sid in (<calls>)", calls);
    // What is still to be fetched is: it would not be old.
    update(
        handle,
        """
        update recordings set audio_file = null, bytes = 0
        where call_sid in (<calls>) and state = 'STORED'
        """,
        calls);
    update(handle, "update calls set unplayed = false where sid in (<calls>) and unplayed", calls);
  }

  static void dropWords(Handle handle, List<CallSid> calls) {
    update(
        handle,
        """
        update turns set words = null, unheard = null, translation = null, keys = null
        where call_sid in (<calls>)
        """,
        calls);
    update(
        handle,
        "update recordings set words = null, translation = null where call_sid in (<calls>)",
        calls);
    update(handle, "delete from call_summaries where call_sid in (<calls>)", calls);
    update(
        handle,
        "delete from timeline_entries where kind = 'SUMMARY' and call_sid in (<calls>)",
        calls);
    update(handle, "delete from summary_deliveries where call_sid in (<calls>)", calls);
    update(handle, "delete from summaries where call_sid in (<calls>)", calls);
    update(
        handle,
        """
        update tool_uses set arguments = '{}', result = null, instruction = null
        where call_sid in (<calls>)
        """,
        calls);
    update(handle, "delete from knowledge_questions where call_sid in (<calls>)", calls);
    update(handle, "update hand_overs set reason = '' where call_sid in (<calls>)", calls);
    // What is still to be sent has just happened.
    update(
        handle,
        """
        update alerts set facts = '{}'
        where call_sid in (<calls>) and state in ('SENT', 'FAILED')
        """,
        calls);
    // The follow-up indexes them again.
    update(
        handle,
        """
        insert into pending_calls (call_sid, revision, ready)
        select sid, 1, true from calls where sid in (<calls>)
        on conflict (call_sid) do update set revision = pending_calls.revision + 1, ready = true
        """,
        calls);
  }

  private static void update(Handle handle, String sql, List<CallSid> calls) {
    handle.createUpdate(sql).bindList("calls", CallRows.texts(calls)).execute();
  }
}
