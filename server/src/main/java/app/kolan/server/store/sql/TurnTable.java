package app.kolan.server.store.sql;

import app.kolan.server.store.NewTurn;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.twilio.webhook.CallSid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/// The table of turns. A call's row counts them, and so gives each its position.
final class TurnTable {
  private TurnTable() {}

  /// @return the position
  static int add(Handle handle, boolean mayBeDone, NewTurn turn) {
    return (mayBeDone ? findSame(handle, turn) : Optional.<Integer>empty())
        .orElseGet(() -> add(handle, turn));
  }

  /// The position of a turn whose answer was lost. In a call the same side takes no two turns at
  /// the same time about the same thing.
  private static Optional<Integer> findSame(Handle handle, NewTurn turn) {
    return handle
        .createQuery(
            """
            select position from turns
            where call_sid = :call and speaker = :speaker and about = :about
              and from_ms = :from and to_ms = :to
            order by position desc limit 1
            """)
        .bind("call", turn.call().value())
        .bind("speaker", turn.speaker().name())
        .bind("about", turn.about())
        .bind("from", turn.from().toMillis())
        .bind("to", turn.to().toMillis())
        .mapTo(Integer.class)
        .findOne();
  }

  private static int add(Handle handle, NewTurn turn) {
    Optional<Integer> count =
        handle
            .createQuery(
                """
                update calls set turns = turns + 1, unplayed = unplayed or :heard
                where sid = :call returning turns
                """)
            .bind("heard", turn.speaker() == Speaker.CALLER && turn.audioFile() != null)
            .bind("call", turn.call().value())
            .mapTo(Integer.class)
            .findOne();
    int position =
        count.orElseThrow(() -> new IllegalStateException("a turn of a call that never arrived"))
            - 1;
    handle
        .createUpdate(
            """
            insert into turns (call_sid, position, speaker, about, from_ms, to_ms, heard_ms,
              cut_off, keys, audio_file, words, unheard)
            values (:call, :position, :speaker, :about, :from, :to, :heard,
              :cutOff, :keys, :audioFile, :words, :unheard)
            """)
        .bind("call", turn.call().value())
        .bind("position", position)
        .bind("speaker", turn.speaker().name())
        .bind("about", turn.about())
        .bind("from", turn.from().toMillis())
        .bind("to", turn.to().toMillis())
        .bind("heard", turn.heard().toMillis())
        .bind("cutOff", turn.cutOff())
        .bind("keys", turn.keys())
        .bind("audioFile", turn.audioFile())
        .bind("words", turn.words())
        .bind("unheard", turn.unheard())
        .execute();
    PendingCallTable.touch(handle, turn.call());
    return position;
  }

  static void setWords(Handle handle, CallSid call, int position, String words) {
    handle
        .createUpdate(
            """
            update turns set words = :words, translation = null
            where call_sid = :call and position = :position
            """)
        .bind("call", call.value())
        .bind("position", position)
        .bind("words", words)
        .execute();
    PendingCallTable.touch(handle, call);
  }

  /// Of a turn whose words are others by now, nothing is kept.
  static void setTranslation(Handle handle, Turn turn, String translation) {
    handle
        .createUpdate(
            """
            update turns set translation = :translation
            where call_sid = :call and position = :position and words = :words
            """)
        .bind("call", turn.call().value())
        .bind("position", turn.position())
        .bind("words", turn.words())
        .bind("translation", translation)
        .execute();
  }

  static List<Turn> findByCall(Handle handle, CallSid call) {
    return handle
        .createQuery("select * from turns where call_sid = :call order by position")
        .bind("call", call.value())
        .map(TurnTable::turn)
        .list();
  }

  private static Turn turn(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    return new Turn(
        new CallSid(row.text("call_sid")),
        row.number("position"),
        Speaker.valueOf(row.text("speaker")),
        row.text("about"),
        row.duration("from_ms"),
        row.duration("to_ms"),
        row.duration("heard_ms"),
        row.flag("cut_off"),
        row.textOrNull("keys"),
        row.textOrNull("audio_file"),
        row.textOrNull("words"),
        row.textOrNull("unheard"),
        row.textOrNull("translation"));
  }
}
