package app.kolan.server.provider.wire;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.threads.BackgroundThreads;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Sends requests to providers over HTTP, and classifies their failures. Thread-safe; one instance
/// per server is enough, so that connections are kept and reused.
///
/// No redirect is followed: a key goes only to the configured address.
public final class ProviderHttp implements AutoCloseable {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
  private static final int MOST_BYTES_OF_AN_ERROR = 16 * 1024;

  /// Sent with status 400, as if the request were malformed.
  private static final String GOOGLES_WRONG_KEY = "API_KEY_INVALID";

  private final WarmConnections connections = new WarmConnections();

  /// Opened on first use: loading the trusted certificates alone takes a while.
  private @Nullable HttpClient client;

  /// The underlying client, for connections that are not plain requests.
  public synchronized HttpClient client() {
    if (client == null) {
      client =
          BackgroundThreads.inForeground(
              () ->
                  HttpClient.newBuilder()
                      .followRedirects(HttpClient.Redirect.NEVER)
                      .connectTimeout(LONGEST_CONNECT)
                      .executor(Executors.newVirtualThreadPerTaskExecutor())
                      .build());
    }
    return client;
  }

  /// Sends a request and waits for the head of the response.
  ///
  /// @param provider its name, for failures
  /// @return the body of a 2xx response, as it arrives
  /// @throws ProviderFailure for any other response, or none; its reason has the status and what
  ///   [ProviderErrorCode] finds in the body
  /// @throws InterruptedException promptly; the request is cancelled
  public ByteFlow post(
      String provider,
      URI address,
      Map<String, String> headers,
      String contentType,
      byte[] body,
      ProviderTimeouts timeouts)
      throws ProviderFailure, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Type", contentType);
    headers.forEach(request::header);
    return send(provider, request, timeouts);
  }

  /// Requests a document; see [#post].
  public ByteFlow get(
      String provider, URI address, Map<String, String> headers, ProviderTimeouts timeouts)
      throws ProviderFailure, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
    headers.forEach(request::header);
    return send(provider, request, timeouts);
  }

  /// Opens a connection to a provider that the next request can use, by asking for nothing: the
  /// head of the first page of its host, without a key. Returns at once, and does nothing where a
  /// request was sent there a short while ago, as its connection is kept. Nothing is reported.
  public void connect(URI address) {
    URI host = address.resolve("/");
    if (!"http".equals(host.getScheme()) && !"https".equals(host.getScheme())
        || !connections.wantsOne(host)) {
      return;
    }
    HttpRequest.Builder draft = HttpRequest.newBuilder(host).HEAD().timeout(LONGEST_CONNECT);
    var _ =
        client()
            .sendAsync(
                draft.version(versionFor(draft)).build(), HttpResponse.BodyHandlers.discarding())
            .exceptionally(
                _ -> {
                  connections.failed(host);
                  return null;
                });
  }

  /// Cancels what is in progress.
  @Override
  public void close() {
    HttpClient opened = opened();
    if (opened != null) {
      opened.shutdownNow();
      opened.close();
    }
  }

  private synchronized @Nullable HttpClient opened() {
    return client;
  }

  private ByteFlow send(String provider, HttpRequest.Builder draft, ProviderTimeouts timeouts)
      throws ProviderFailure, InterruptedException {
    HttpRequest request = draft.version(versionFor(draft)).build();
    connections.used(request.uri().resolve("/"));
    CompletableFuture<HttpResponse<ByteFlow>> answer =
        client()
            .sendAsync(
                request,
                head ->
                    new StreamingBody(
                        provider,
                        head.headers().firstValue("Content-Type").orElse(""),
                        timeouts.next()));
    boolean answered = false;
    try {
      HttpResponse<ByteFlow> response =
          answer.get(timeouts.connect().plus(timeouts.first()).toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() / 100 != 2) {
        throw rejection(provider, response);
      }
      answered = true;
      return response.body();
    } catch (TimeoutException e) {
      throw new ProviderFailure(provider, FailureKind.TOO_SLOW, "no answer in time");
    } catch (ExecutionException e) {
      throw unreachable(provider, Objects.requireNonNullElse(e.getCause(), e));
    } finally {
      if (!answered) {
        answer.cancel(true);
      }
    }
  }

  /// Plain HTTP/1.1 for servers on the same machine, some of which do not handle the offer of an
  /// upgrade to HTTP/2 well.
  private static HttpClient.Version versionFor(HttpRequest.Builder draft) {
    boolean safe = "https".equals(draft.build().uri().getScheme());
    return safe ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
  }

  private static ProviderFailure rejection(String provider, HttpResponse<ByteFlow> response)
      throws InterruptedException {
    String code;
    try (ByteFlow body = response.body()) {
      code = ProviderErrorCode.in(body.all(MOST_BYTES_OF_AN_ERROR));
    } catch (ProviderFailure halfAnswer) {
      code = "no code";
    }
    return new ProviderFailure(
        provider,
        code.equals(GOOGLES_WRONG_KEY)
            ? FailureKind.KEY_REFUSED
            : FailureKind.ofStatus(response.statusCode()),
        "HTTP %d, %s".formatted(response.statusCode(), code));
  }

  static ProviderFailure unreachable(String provider, Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return new ProviderFailure(provider, FailureKind.TOO_SLOW, "no connection in time");
    }
    if (cause instanceof IllegalArgumentException) {
      return new ProviderFailure(
          provider, FailureKind.REQUEST_REFUSED, "the address or the key cannot be sent");
    }
    boolean connected =
        cause instanceof IOException
            && !(cause instanceof ConnectException)
            && !isOfTls(cause)
            && !(cause instanceof UnresolvedAddressException);
    return new ProviderFailure(
        provider,
        connected ? FailureKind.BROKEN_OFF : FailureKind.UNREACHABLE,
        cause.getClass().getSimpleName());
  }

  /// Whether TLS failed. While a response is waited for, the JDK's client wraps that into an
  /// `IOException`.
  private static boolean isOfTls(Throwable failure) {
    return failure instanceof SSLException || failure.getCause() instanceof SSLException;
  }
}
