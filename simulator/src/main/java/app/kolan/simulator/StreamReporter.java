package app.kolan.simulator;

import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.twiml.Verb;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Reports the events of one stream: to the call's moments, to the Debugger and to the stream's
/// status callback.
///
/// Source: https://www.twilio.com/docs/voice/twiml/stream#statuscallback
final class StreamReporter {
  private static final int ABNORMAL = 1006;
  private static final int NORMAL = 1000;
  static final int POLICY = 1008;

  private final VerbContext call;
  private final Document document;
  private final Verb.Stream stream;
  private final String streamSid;
  private int problemsReported;
  private boolean overflowReported;

  StreamReporter(VerbContext call, Document document, Verb.Stream stream, String streamSid) {
    this.call = call;
    this.document = document;
    this.stream = stream;
    this.streamSid = streamSid;
  }

  void opened(URI url, boolean twoWay) {
    call.log().add(at -> new CallMoment.StreamOpened(at, streamSid, url, twoWay));
    var _ = status("stream-started", null);
  }

  void refused(Problem problem, String detail) {
    call.log().problem(problem, detail);
    var _ = status("stream-error", problem.code() + " " + problem.name());
  }

  /// Records sent events, except audio.
  void sent(List<StreamEvent> events) {
    for (StreamEvent event : events) {
      if (!(event instanceof StreamEvent.Media)) {
        call.log().add(at -> new CallMoment.EventSent(at, streamSid, event));
      }
    }
  }

  /// Reports the stream's problems that were not reported yet.
  void problems(List<Problem> all) {
    for (Problem problem : all.subList(problemsReported, all.size())) {
      call.log().problem(problem, "on stream " + streamSid);
    }
    problemsReported = all.size();
  }

  /// Some of the caller's audio never reached the server; reported once per stream.
  void overflowed() {
    if (!overflowReported) {
      overflowReported = true;
      call.log().problem(Problems.STREAM_OVERFLOW, "on stream " + streamSid);
    }
  }

  /// The carrier ends the stream, since the call leaves it.
  void ended() {
    ended(CallMoment.StreamEnded.By.CARRIER, NORMAL);
  }

  CompletableFuture<Void> sendStopped() {
    return status("stream-stopped", null);
  }

  /// The carrier closes the stream although the call goes on.
  void closedByCarrier(int code) {
    ended(CallMoment.StreamEnded.By.CARRIER, code);
    var _ = status("stream-stopped", null);
  }

  void closedByServer(int code) {
    ended(CallMoment.StreamEnded.By.SERVER, code);
    boolean expected =
        code == NORMAL && call.settings().assumptions().is(Assumption.CLEAN_CLOSE, "nothing");
    if (!expected) {
      call.log().problem(Problems.STREAM_CLOSED, "the server closed the stream with " + code);
    }
    var _ = status("stream-stopped", null);
  }

  void brokenOff(Throwable failure) {
    ended(CallMoment.StreamEnded.By.NOBODY, ABNORMAL);
    refused(
        isProtocolError(failure) ? Problems.STREAM_PROTOCOL : Problems.STREAM_BROKEN,
        "the connection of the stream broke off");
  }

  /// The carrier ends the stream because of the server's protocol error.
  void protocolError(String detail) {
    ended(CallMoment.StreamEnded.By.CARRIER, POLICY);
    refused(Problems.STREAM_PROTOCOL, detail);
  }

  /// Whether the failure is a WebSocket protocol error, rather than a broken connection.
  static boolean isProtocolError(Throwable failure) {
    return failure instanceof ProtocolException || failure.getCause() instanceof ProtocolException;
  }

  private void ended(CallMoment.StreamEnded.By by, int code) {
    call.log().add(at -> new CallMoment.StreamEnded(at, streamSid, by, code));
  }

  private CompletableFuture<Void> status(String event, @Nullable String error) {
    String callback = stream.statusCallback();
    if (callback == null) {
      return CompletableFuture.completedFuture(null);
    }
    URI url = absolute(callback);
    if (url == null) {
      call.log().problem(Problems.INVALID_URL, "a stream's statusCallback must be absolute");
      return CompletableFuture.completedFuture(null);
    }
    FormPairs form =
        FormPairs.of(
            "AccountSid", call.settings().accountSid(),
            "CallSid", call.callSid(),
            "StreamSid", streamSid,
            "StreamName", Objects.requireNonNullElse(stream.name(), streamSid),
            "StreamEvent", event,
            "Timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    return call.callbacks()
        .send(url, event, error == null ? form : form.with("StreamError", error));
  }

  private @Nullable URI absolute(String callback) {
    return new Document(document.twiml(), null).resolve(callback).orElse(null);
  }
}
