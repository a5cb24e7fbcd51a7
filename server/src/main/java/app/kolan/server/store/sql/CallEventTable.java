package app.kolan.server.store.sql;

import app.kolan.server.store.CallStatusEvent;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.Webhook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// The table of the events by which Twilio reports the progress of calls. Twilio repeats itself and
/// keeps no order: an event is identified by all that it says, and one that comes before its call
/// waits for it.
final class CallEventTable {
  private CallEventTable() {}

  static void addProgress(Handle handle, Webhook.CallProgress event, Instant at) {
    CallStatus status = event.status();
    String word = status == null ? "" : status.wire();
    boolean isNew =
        add(
            handle,
            new StoredEvent(
                event.callSid(),
                CallStatusEvent.Source.CALL,
                word,
                event.sequence(),
                ResultRow.millis(event.length()),
                event.errorCode(),
                null,
                null,
                at));
    if (isNew) {
      var progress =
          new CallTable.Progress(status, ResultRow.millis(event.length()), event.errorCode(), at);
      CallTable.apply(handle, event.callSid(), progress);
      if (status != null && status.isEnd()) {
        PendingCallTable.touch(handle, event.callSid(), true);
      }
    }
  }

  static void addStreamProgress(Handle handle, Webhook.StreamProgress event, Instant at) {
    var stream = event.streamSid();
    add(
        handle,
        new StoredEvent(
            event.callSid(),
            CallStatusEvent.Source.STREAM,
            event.event(),
            null,
            null,
            null,
            stream == null ? null : stream.value(),
            event.error(),
            at));
  }

  /// Applies the events that were stored before their call to the call, which is new.
  static void catchUp(Handle handle, CallSid sid) {
    handle
        .createQuery(
            """
            select * from call_events where call_sid = :sid and source = 'CALL'
            order by arrived_at, fingerprint
            """)
        .bind("sid", sid.value())
        .map(CallEventTable::progress)
        .list()
        .forEach(progress -> CallTable.apply(handle, sid, progress));
  }

  static List<CallStatusEvent> findByCall(Handle handle, CallSid sid) {
    return handle
        .createQuery(
            "select * from call_events where call_sid = :sid order by arrived_at, fingerprint")
        .bind("sid", sid.value())
        .map(CallEventTable::event)
        .list();
  }

  private record StoredEvent(
      CallSid call,
      CallStatusEvent.Source source,
      String word,
      @Nullable Integer sequence,
      @Nullable Long lengthMillis,
      @Nullable Integer errorCode,
      @Nullable String stream,
      @Nullable String explanation,
      Instant at) {

    String fingerprint() {
      return "%s %s %s %s %s %s"
          .formatted(word, sequence, lengthMillis, errorCode, stream, explanation);
    }
  }

  private static boolean add(Handle handle, StoredEvent event) {
    return handle
            .createUpdate(
                """
                insert into call_events (call_sid, source, fingerprint, word, sequence, length_ms,
                  error_code, stream_sid, explanation, arrived_at)
                values (:call, :source, :fingerprint, :word, :sequence, :length,
                  :error, :stream, :explanation, :at)
                on conflict (call_sid, source, fingerprint) do nothing
                """)
            .bind("call", event.call().value())
            .bind("source", event.source().name())
            .bind("fingerprint", event.fingerprint())
            .bind("word", event.word())
            .bind("sequence", event.sequence())
            .bind("length", event.lengthMillis())
            .bind("error", event.errorCode())
            .bind("stream", event.stream())
            .bind("explanation", event.explanation())
            .bind("at", event.at().toEpochMilli())
            .execute()
        == 1;
  }

  private static CallTable.Progress progress(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    var length = row.durationOrNull("length_ms");
    return new CallTable.Progress(
        CallStatus.ofWire(row.text("word")).orElse(null),
        ResultRow.millis(length),
        row.numberOrNull("error_code"),
        row.instant("arrived_at"));
  }

  private static CallStatusEvent event(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    return new CallStatusEvent(
        new CallSid(row.text("call_sid")),
        CallStatusEvent.Source.valueOf(row.text("source")),
        row.text("word"),
        row.numberOrNull("sequence"),
        row.textOrNull("explanation"),
        row.instant("arrived_at"));
  }
}
