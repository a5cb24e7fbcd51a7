package app.kolan.server.store.sql;

import app.kolan.server.store.TranscriptionStore.Sound;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of transcriptions, and the words that they bring to turns and recordings.
final class TranscriptionTable {
  private TranscriptionTable() {}

  static List<Sound> findToTranscribe(Handle handle, CallSid call) {
    return handle
        .createQuery(
            """
            select s.call_sid, s.position, s.recording, s.audio_file, s.place,
              coalesce(t.attempts, 0) as attempts, t.changed_at
            from (
              select call_sid, position, null as recording, audio_file, position as place,
                'turn:' || position as sound
              from turns where call_sid = :call and audio_file is not null and words is null
              union all
              select call_sid, null, sid, audio_file, 1000000, 'recording:' || sid
              from recordings
              where call_sid = :call and state = 'STORED' and audio_file is not null
                and words is null) s
            left join transcriptions t on t.call_sid = s.call_sid and t.sound = s.sound
            where t.state is null or t.state = 'WAITING'
            order by s.place, s.recording
            """)
        .bind("call", call.value())
        .map(TranscriptionTable::sound)
        .list();
  }

  private static Sound sound(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    String recording = row.textOrNull("recording");
    return new Sound(
        new CallSid(row.text("call_sid")),
        row.numberOrNull("position"),
        recording == null ? null : new RecordingSid(recording),
        row.text("audio_file"),
        row.number("attempts"),
        row.instantOrNull("changed_at"));
  }

  static void begin(Handle handle, boolean mayBeDone, Sound sound, Instant at) {
    handle
        .createUpdate(
            """
            insert into transcriptions (call_sid, sound, state, attempts, changed_at)
            values (:call, :sound, 'WAITING', 1, :at)
            on conflict (call_sid, sound) do update
              set attempts = transcriptions.attempts + 1, changed_at = excluded.changed_at
            where not (:mayBeDone and transcriptions.changed_at = excluded.changed_at)
            """)
        .bind("call", sound.call().value())
        .bind("sound", sound.key())
        .bind("at", at.toEpochMilli())
        .bind("mayBeDone", mayBeDone)
        .execute();
  }

  static void addWords(Handle handle, Sound sound, String words, String provider, Instant at) {
    set(handle, sound, "DONE", null, provider, at);
    if (words.isEmpty()) {
      return;
    }
    String target =
        sound.recording() == null
            ? "turns set words = :words where call_sid = :call and position = :id"
            : "recordings set words = :words where call_sid = :call and sid = :id";
    handle
        .createUpdate("update " + target + " and words is null")
        .bind("words", words)
        .bind("call", sound.call().value())
        .bind("id", sound.recording() == null ? sound.turn() : sound.recording().value())
        .execute();
    PendingCallTable.touch(handle, sound.call(), true);
  }

  static void addFailure(Handle handle, Sound sound, String problem, boolean isOver, Instant at) {
    set(handle, sound, isOver ? "FAILED" : "WAITING", problem, null, at);
  }

  private static void set(
      Handle handle,
      Sound sound,
      String state,
      @Nullable String problem,
      @Nullable String provider,
      Instant at) {
    handle
        .createUpdate(
            """
            insert into transcriptions (call_sid, sound, state, attempts, problem, provider,
              changed_at)
            values (:call, :sound, :state, 1, :problem, :provider, :at)
            on conflict (call_sid, sound) do update set state = excluded.state,
              problem = excluded.problem, provider = excluded.provider,
              changed_at = excluded.changed_at
            where transcriptions.state <> 'DONE'
            """)
        .bind("call", sound.call().value())
        .bind("sound", sound.key())
        .bind("state", state)
        .bind("problem", problem)
        .bind("provider", provider)
        .bind("at", at.toEpochMilli())
        .execute();
  }
}
