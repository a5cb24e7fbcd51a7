package app.kolan.simulator;

import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.twiml.TwimlReading.Finding;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/// The problem that Twilio raises when a stream's socket does not open.
///
/// Source: the pages of the errors 319xx, https://www.twilio.com/docs/api/errors
public final class HandshakeJudgement {
  private HandshakeJudgement() {}

  /// Classifies the failure of [java.net.http.WebSocket.Builder#buildAsync]. Pure and total.
  public static Finding judge(Throwable failure) {
    Causes causes = Causes.of(failure);
    for (Throwable cause : causes.all()) {
      if (cause instanceof WebSocketHandshakeException refused) {
        return judge(refused.getResponse().statusCode());
      }
    }
    if (causes.have(HttpTimeoutException.class)) {
      return new Finding(Problems.STREAM_TIMEOUT, "the stream did not open in time");
    }
    if (causes.have(UnresolvedAddressException.class)
        || causes.have(UnknownHostException.class)
        || causes.have(NoRouteToHostException.class)) {
      return new Finding(
          Problems.STREAM_UNREACHABLE, "the host of the stream's url cannot be found or reached");
    }
    if (causes.have(ConnectException.class)) {
      return new Finding(Problems.STREAM_REFUSED, "nobody listens at the stream's url");
    }
    if (causes.have(SSLException.class)) {
      return new Finding(Problems.STREAM_TLS, "the stream's url does not speak TLS properly");
    }
    return new Finding(
        Problems.STREAM_HANDSHAKE,
        "the handshake broke off: " + causes.all().getLast().getClass().getSimpleName());
  }

  /// Classifies an HTTP status received instead of 101.
  public static Finding judge(int status) {
    return new Finding(
        Problems.STREAM_HANDSHAKE, "the server answered %d instead of 101".formatted(status));
  }
}
