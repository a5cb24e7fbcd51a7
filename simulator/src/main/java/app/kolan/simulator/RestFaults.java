package app.kolan.simulator;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Faults;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// What goes wrong on the REST interface: by the faults of the call that is asked about, or by
/// those of the settings when it is about no call.
///
/// Any thread may use it.
final class RestFaults implements AutoCloseable {
  private final RecordingStore recordings;
  private final Function<String, Optional<SimulatedCall>> calls;
  private final CallFaults ofNoCall;
  private final CountDownLatch closed = new CountDownLatch(1);

  RestFaults(
      Faults faults, RecordingStore recordings, Function<String, Optional<SimulatedCall>> calls) {
    this.recordings = recordings;
    this.calls = calls;
    this.ofNoCall = new CallFaults(faults, _ -> {});
  }

  /// Answers for the interface when it fails; empty when it does not.
  ///
  /// @param sid of a call or a recording; empty when the request is about neither
  /// @throws IOException when it stays silent until it is closed
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

  /// Whether this fetch of a recording breaks off.
  boolean truncates(String sid) {
    return of(sid).take(Fault.RecordingTruncated.class).isPresent();
  }

  /// Sends the first half of a body, and no more.
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
