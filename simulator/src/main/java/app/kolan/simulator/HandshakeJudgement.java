package app.kolan.simulator;

import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.twiml.TwimlReading.Finding;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/// The problem that Twilio raises when a stream's socket does not open.
///
/// Source: the pages of the errors 319xx, https://www.twilio.com/docs/api/errors
public final class HandshakeJudgement {
  private static final int DEEPEST = 8;

  private HandshakeJudgement() {}

  /// Classifies the failure of [java.net.http.WebSocket.Builder#buildAsync]. Pure and total.
  public static Finding judge(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; depth < DEEPEST && isWrapping(cause); depth++) {
      Throwable inner = cause.getCause();
      cause = inner == null ? cause : inner;
    }
    return finding(cause);
  }

  /// Classifies an HTTP status received instead of 101.
  public static Finding judge(int status) {
    return new Finding(
        Problems.STREAM_HANDSHAKE, "the server answered %d instead of 101".formatted(status));
  }

  private static Finding finding(Throwable failure) {
    return switch (failure) {
      case WebSocketHandshakeException refused -> judge(refused.getResponse().statusCode());
      case HttpTimeoutException _ ->
          new Finding(Problems.STREAM_TIMEOUT, "the stream did not open in time");
      case ConnectException refused when isUnresolved(refused) -> unreachable();
      case ConnectException _ ->
          new Finding(Problems.STREAM_REFUSED, "nobody listens at the stream's url");
      case NoRouteToHostException _, UnknownHostException _, UnresolvedAddressException _ ->
          unreachable();
      case SSLException _ ->
          new Finding(Problems.STREAM_TLS, "the stream's url does not speak TLS properly");
      default ->
          new Finding(
              Problems.STREAM_HANDSHAKE,
              "the handshake broke off: " + failure.getClass().getSimpleName());
    };
  }

  private static Finding unreachable() {
    return new Finding(
        Problems.STREAM_UNREACHABLE, "the host of the stream's url cannot be found or reached");
  }

  /// The JDK's client wraps an unknown name into a refused connection.
  private static boolean isUnresolved(ConnectException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWrapping(Throwable failure) {
    return failure instanceof CompletionException || failure instanceof ExecutionException;
  }
}
