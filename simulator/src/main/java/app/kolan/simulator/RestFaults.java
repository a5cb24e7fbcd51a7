package app.kolan.simulator;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Faults;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// The faults of the REST interface: those of the call that a request is about, or those of the
/// settings when it is about no call.
///
/// Any thread may use it.
final class RestFaults implements AutoCloseable {
  private final SimulatedRecordings recordings;
  private final Function<String, Optional<SimulatedCall>> calls;
  private final CallFaults ofNoCall;
  private final CountDownLatch closed = new CountDownLatch(1);

  RestFaults(
      Faults faults,
      SimulatedRecordings recordings,
      Function<String, Optional<SimulatedCall>> calls) {
    this.recordings = recordings;
    this.calls = calls;
    this.ofNoCall = new CallFaults(faults, _ -> {});
  }

  /// The answer of an active fault; empty when there is none.
  ///
  /// @param sid of a call or a recording; empty when the request is about neither
  /// @throws IOException when the request is left unanswered until the carrier closes
  Optional<RestAnswer> answer(String sid) throws IOException {
    Optional<Fault.OfRest> fault = of(sid).take(Fault.OfRest.class);
    if (fault.isEmpty()) {
      return Optional.empty();
    }
    return switch (fault.get()) {
      case Fault.RestAnswers(var status, var _) -> Optional.of(answer(status));
      case Fault.RestUnanswered _ -> {
        awaitClose();
        throw new IOException("the REST interface stays silent");
      }
    };
  }

  /// Whether this download of a recording is to be truncated.
  boolean truncates(String sid) {
    return of(sid).take(Fault.RecordingTruncated.class).isPresent();
  }

  /// Whether the answer to a new call is to be lost.
  boolean losesNewCall() {
    return ofNoCall.take(Fault.NewCallAnswerLost.class).isPresent();
  }

  /// Sends the first half of a body only.
  static void sendHalf(HttpExchange exchange, RestAnswer answer) throws IOException {
    byte[] body = answer.body();
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
  }

  private CallFaults of(String sid) {
    String callSid = recordings.callOf(sid).orElse(sid);
    return calls.apply(callSid).map(SimulatedCall::faults).orElse(ofNoCall);
  }

  private static RestAnswer answer(int status) {
    return switch (status) {
      case 429 -> RestAnswer.error(status, 20429, "Too many requests");
      case 503 -> RestAnswer.error(status, 20503, "Service unavailable");
      case 404 -> RestAnswer.error(status, 20404, "The requested resource was not found");
      case 401, 403 -> RestAnswer.error(status, 20003, "Permission denied");
      default -> RestAnswer.error(status, 20500, "Internal server error");
    };
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
