package app.kolan.simulator;

import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.twiml.TwimlReading.Finding;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Opens a stream's socket, or returns the problem that Twilio would raise.
///
/// Source: https://www.twilio.com/docs/voice/media-streams, and the pages of the errors 319xx
final class StreamConnector {
  /// The outcome.
  sealed interface Opening {
    record Opened(URI url) implements Opening {}

    record Refused(Problem problem, String detail) implements Opening {}
  }

  private final FaultyServerClient client;
  private final Assumptions assumptions;

  StreamConnector(VerbContext call) {
    this.client = call.client();
    this.assumptions = call.settings().assumptions();
  }

  /// Opens a socket.
  ///
  /// @param reference the `url` of the `<Stream>`, absolute or relative
  CompletableFuture<Opening> open(Document document, String reference, StreamSocket socket) {
    if (reference.contains("#") && assumptions.is(Assumption.STREAM_FRAGMENT, "refused")) {
      return refused(Problems.STREAM_URL, "the stream's url has a fragment");
    }
    URI url = resolve(document, reference);
    if (url == null) {
      return refused(Problems.STREAM_URL, "the stream's url is not a URL");
    }
    if (!isAllowed(url)) {
      return refused(Problems.STREAM_SCHEME, "the stream's url has the scheme " + url.getScheme());
    }
    return client
        .upgrade(url, socket)
        .handle((_, failure) -> failure == null ? new Opening.Opened(url) : refusal(failure));
  }

  /// The URL without its query, which Twilio drops.
  private static @Nullable URI resolve(Document document, String reference) {
    URI url = document.resolve(reference).orElse(null);
    if (url == null) {
      return null;
    }
    String text = url.toString().split("[?#]", 2)[0];
    boolean relative = !reference.contains("://");
    return URI.create(relative ? text.replaceFirst("^http", "ws") : text);
  }

  private static boolean isAllowed(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    return scheme.equals("wss") || scheme.equals("ws") && isLoopback(url.getHost());
  }

  private static boolean isLoopback(String host) {
    if (!host.equals("localhost") && !host.matches("127\\.[0-9.]+|\\[::1]")) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private static Opening refusal(Throwable failure) {
    Finding finding = HandshakeJudgement.judge(failure);
    return new Opening.Refused(finding.problem(), finding.detail());
  }

  private static CompletableFuture<Opening> refused(Problem problem, String detail) {
    return CompletableFuture.completedFuture(new Opening.Refused(problem, detail));
  }
}
