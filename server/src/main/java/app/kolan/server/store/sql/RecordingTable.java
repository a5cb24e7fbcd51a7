package app.kolan.server.store.sql;

import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of recordings. What is stored stays stored, whatever is reported later.
final class RecordingTable {
  private RecordingTable() {}

  static boolean announce(
      Handle handle,
      boolean mayBeDone,
      RecordingSid sid,
      CallSid call,
      @Nullable Duration length,
      Instant at) {
    boolean isNew =
        add(handle, sid, call, RecordingState.ANNOUNCED, null, at)
            || (mayBeDone && isAnnouncedAt(handle, sid, at));
    handle
        .createUpdate(
            "update recordings set length_ms = coalesce(length_ms, :length) where sid = :sid")
        .bind("sid", sid.value())
        .bind("length", ResultRow.millis(length))
        .execute();
    return isNew;
  }

  static void markAbsent(
      Handle handle, RecordingSid sid, CallSid call, String problem, Instant at) {
    if (!add(handle, sid, call, RecordingState.ABSENT, problem, at)) {
      change(handle, false, sid, RecordingState.ABSENT, 0, problem, at);
    }
  }

  private static boolean isAnnouncedAt(Handle handle, RecordingSid sid, Instant at) {
    return handle
        .createQuery("select 1 from recordings where sid = :sid and announced_at = :at")
        .bind("sid", sid.value())
        .bind("at", at.toEpochMilli())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static void addFailedAttempt(
      Handle handle, boolean mayBeDone, RecordingSid sid, String problem, Instant at) {
    change(handle, mayBeDone, sid, RecordingState.ANNOUNCED, 1, problem, at);
  }

  static void markFailed(
      Handle handle, boolean mayBeDone, RecordingSid sid, String problem, Instant at) {
    change(handle, mayBeDone, sid, RecordingState.FAILED, 1, problem, at);
  }

  static boolean markStored(
      Handle handle,
      boolean mayBeDone,
      RecordingSid sid,
      String audioFile,
      long bytes,
      @Nullable Duration length,
      Instant at) {
    return handle
            .createUpdate(
                """
                update recordings set state = 'STORED', audio_file = :file, bytes = :bytes,
                  length_ms = coalesce(length_ms, :length),
                  attempts = attempts + case when state = 'STORED' then 0 else 1 end,
                  problem = null, changed_at = :at
                where sid = :sid
                  and (state <> 'STORED'
                    or (:mayBeDone and audio_file = :file and changed_at = :at))
                """)
            .bind("mayBeDone", mayBeDone)
            .bind("sid", sid.value())
            .bind("file", audioFile)
            .bind("bytes", bytes)
            .bind("length", ResultRow.millis(length))
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  /// Of a message whose words are others by now, nothing is kept.
  static void setTranslation(Handle handle, Recording message, String translation) {
    handle
        .createUpdate(
            """
            update recordings set translation = :translation where sid = :sid and words = :words
            """)
        .bind("sid", message.sid().value())
        .bind("words", message.words())
        .bind("translation", translation)
        .execute();
  }

  /// Gives a call that has just become known the lead of the message that was left in it.
  static void catchUp(Handle handle, CallSid call) {
    for (Recording recording : findByCall(handle, call)) {
      if (recording.state() != RecordingState.ABSENT) {
        LeadTable.addMessage(handle, call, recording.sid(), recording.announcedAt());
      }
      if (recording.audioFile() != null) {
        CallTable.setUnplayed(handle, call, true);
      }
    }
  }

  static Optional<Recording> find(Handle handle, RecordingSid sid) {
    return handle
        .createQuery("select * from recordings where sid = :sid")
        .bind("sid", sid.value())
        .map(RecordingTable::recording)
        .findOne();
  }

  static List<Recording> findByCall(Handle handle, CallSid call) {
    return handle
        .createQuery("select * from recordings where call_sid = :call order by announced_at, sid")
        .bind("call", call.value())
        .map(RecordingTable::recording)
        .list();
  }

  static List<Recording> findToFetch(Handle handle) {
    return handle
        .createQuery(
            """
            select * from recordings where state in ('ANNOUNCED', 'FAILED')
            order by announced_at, sid
            """)
        .map(RecordingTable::recording)
        .list();
  }

  private static boolean add(
      Handle handle,
      RecordingSid sid,
      CallSid call,
      RecordingState state,
      @Nullable String problem,
      Instant at) {
    return handle
            .createUpdate(
                """
                insert into recordings (sid, call_sid, state, bytes, attempts, problem,
                  announced_at, changed_at)
                values (:sid, :call, :state, 0, 0, :problem, :at, :at)
                on conflict (sid) do nothing
                """)
            .bind("sid", sid.value())
            .bind("call", call.value())
            .bind("state", state.name())
            .bind("problem", problem)
            .bind("at", at.toEpochMilli())
            .execute()
        == 1;
  }

  private static void change(
      Handle handle,
      boolean mayBeDone,
      RecordingSid sid,
      RecordingState state,
      int attempts,
      String problem,
      Instant at) {
    handle
        .createUpdate(
            """
            update recordings set state = :state, attempts = attempts + :attempts,
              problem = :problem, changed_at = :at
            where sid = :sid and state in ('ANNOUNCED', 'FAILED')
              and not (:mayBeDone and state = :state and changed_at = :at)
            """)
        .bind("mayBeDone", mayBeDone)
        .bind("sid", sid.value())
        .bind("state", state.name())
        .bind("attempts", attempts)
        .bind("problem", problem)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  private static Recording recording(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new Recording(
        new RecordingSid(row.text("sid")),
        new CallSid(row.text("call_sid")),
        RecordingState.valueOf(row.text("state")),
        row.durationOrNull("length_ms"),
        row.textOrNull("audio_file"),
        row.longNumber("bytes"),
        row.number("attempts"),
        row.textOrNull("problem"),
        row.instant("announced_at"),
        row.textOrNull("words"),
        row.textOrNull("translation"));
  }
}
