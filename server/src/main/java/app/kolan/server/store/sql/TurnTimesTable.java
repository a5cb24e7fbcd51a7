package app.kolan.server.store.sql;

import app.kolan.server.store.TurnTimes;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of the stages of turns.
final class TurnTimesTable {
  private TurnTimesTable() {}

  /// The first times of a turn are kept.
  static void add(Handle handle, TurnTimes times) {
    handle
        .createUpdate(
            """
            insert into turn_stages (call_sid, position, words_known_ms, mind_asked_ms,
              first_token_ms, voice_asked_ms, first_sound_ms, first_sent_ms, first_heard_ms)
            values (:call, :position, :words, :asked, :token, :voice, :sound, :sent, :heard)
            on conflict (call_sid, position) do nothing
            """)
        .bind("call", times.call().value())
        .bind("position", times.position())
        .bind("words", ResultRow.millis(times.wordsKnown()))
        .bind("asked", ResultRow.millis(times.modelAsked()))
        .bind("token", ResultRow.millis(times.firstToken()))
        .bind("voice", ResultRow.millis(times.voiceAsked()))
        .bind("sound", ResultRow.millis(times.firstSound()))
        .bind("sent", ResultRow.millis(times.firstSent()))
        .bind("heard", ResultRow.millis(times.firstHeard()))
        .execute();
  }

  static List<TurnTimes> findByCall(Handle handle, CallSid call) {
    return handle
        .createQuery("select * from turn_stages where call_sid = :call order by position")
        .bind("call", call.value())
        .map(TurnTimesTable::times)
        .list();
  }

  static TurnTimes times(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new TurnTimes(
        new CallSid(row.text("call_sid")),
        row.number("position"),
        row.durationOrNull("words_known_ms"),
        row.durationOrNull("mind_asked_ms"),
        row.durationOrNull("first_token_ms"),
        row.durationOrNull("voice_asked_ms"),
        row.durationOrNull("first_sound_ms"),
        row.durationOrNull("first_sent_ms"),
        row.durationOrNull("first_heard_ms"));
  }
}
