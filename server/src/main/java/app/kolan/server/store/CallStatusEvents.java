package app.kolan.server.store;

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

/// The table of what Twilio told about calls. Twilio repeats itself and keeps no order: an event is
/// known by all that it says, and one that comes before its call waits for it.
final class CallStatusEvents {
  private CallStatusEvents() {}

  static void callProgressed(Handle handle, Webhook.CallProgress event, Instant at) {
    CallStatus status = event.status();
    String word = status == null ? "" : status.wire();
    boolean isNew =
        keep(
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
          new Calls.Progress(status, ResultRow.millis(event.length()), event.errorCode(), at);
      Calls.progressed(handle, event.callSid(), progress);
    }
  }

  static void streamProgressed(Handle handle, Webhook.StreamProgress event, Instant at) {
    var stream = event.streamSid();
    keep(
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

  /// Tells a call that has just become known what was said about it before.
  static void catchUp(Handle handle, CallSid sid) {
    handle
        .createQuery(
            """
            select * from call_events where call_sid = :sid and source = 'CALL'
            order by arrived_at, fingerprint
            """)
        .bind("sid", sid.value())
        .map(CallStatusEvents::progress)
        .list()
        .forEach(progress -> Calls.progressed(handle, sid, progress));
  }

  static List<CallStatusEvent> of(Handle handle, CallSid sid) {
    return handle
        .createQuery(
            "select * from call_events where call_sid = :sid order by arrived_at, fingerprint")
        .bind("sid", sid.value())
        .map(CallStatusEvents::event)
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

  private static boolean keep(Handle handle, StoredEvent event) {
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

  private static Calls.Progress progress(ResultSet columns, StatementContext context)
      throws SQLException {
    var row = new ResultRow(columns);
    var length = row.durationOrNull("length_ms");
    return new Calls.Progress(
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
