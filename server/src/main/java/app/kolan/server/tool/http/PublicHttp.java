package app.kolan.server.tool.http;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks servers at public addresses by any method of HTTP, each request within a bound of time,
/// however slowly its answer drips. Thread-safe.
public final class PublicHttp {
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final SafeClient client;

  private PublicHttp(SafeClient client) {
    this.client = client;
  }

  /// Opens it; this loads the trust in certificates.
  ///
  /// @param localAllowed whether this machine itself may be asked as well, and without TLS
  public static PublicHttp open(boolean localAllowed) {
    return new PublicHttp(SafeClient.usual(localAllowed));
  }

  /// An answer, whatever its status.
  ///
  /// @param headers by their names in lower case
  public record Reply(int status, Map<String, String> headers, String body) {
    public Reply {
      headers = Map.copyOf(headers);
    }

    public boolean isGood() {
      return status / 100 == 2;
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /// Without the body.
    @Override
    public String toString() {
      return "Reply[%d]".formatted(status);
    }
  }

  /// Sends one request and reads its answer.
  ///
  /// @param service who is asked, for the message of a failure
  /// @param limit for all of it
  /// @throws ProviderFailure when there was no answer, or one that is too long
  public Reply ask(
      String service,
      String method,
      URI url,
      Map<String, String> headers,
      byte[] body,
      Duration limit)
      throws ProviderFailure, InterruptedException {
    var all = new LinkedHashMap<String, String>();
    all.put("User-Agent", "Kolan");
    all.putAll(headers);
    var request = new FutureTask<>(() -> client.ask(method, url, all, body, limit, MOST_BYTES));
    Thread thread = Thread.ofVirtual().name(service + "-request").start(request);
    try {
      HttpReply reply = request.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (reply.cutOff()) {
        throw new ProviderFailure(service, FailureKind.UNREADABLE, "the answer is too long");
      }
      return new Reply(reply.status(), reply.headers(), reply.body());
    } catch (TimeoutException _) {
      throw new ProviderFailure(service, FailureKind.TOO_SLOW, "no answer in time");
    } catch (ExecutionException e) {
      throw failure(service, e.getCause());
    } finally {
      thread.interrupt();
    }
  }

  private static ProviderFailure failure(String service, @Nullable Throwable cause) {
    if (cause instanceof RequestFailed failed) {
      FailureKind kind =
          failed.timedOut()
              ? FailureKind.TOO_SLOW
              : failed.sent() ? FailureKind.BROKEN_OFF : FailureKind.UNREACHABLE;
      return new ProviderFailure(service, kind, failed.why());
    }
    return new ProviderFailure(service, FailureKind.UNREADABLE, "no HTTP");
  }
}
