package app.kolan.simulator;

import app.kolan.carrier.problem.Problems;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.signature.RequestSignature;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The way to the server: requests as Twilio makes them, signed, in time and through the edges.
///
/// Any thread may use it.
///
/// Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
final class Wire {
  private static final int MOST_REDIRECTS = 10;
  private static final boolean HOST_MAY_BE_SET = hostMayBeSet();

  private final CarrierSettings settings;
  private final HttpClient client;
  private final Executor executor;

  Wire(CarrierSettings settings, HttpClient client, Executor executor) {
    this.settings = settings;
    this.client = client;
    this.executor = executor;
  }

  /// Tells a form by a method, signed; by GET the form travels in the URL's query.
  CompletableFuture<WebAnswer> ask(Next.Method method, URI url, FormPairs form) {
    return switch (method) {
      case POST -> post(url, form);
      case GET -> {
        URI asked = withQuery(url, form);
        yield CompletableFuture.supplyAsync(() -> exchange(asked, FormPairs.NONE, null), executor);
      }
    };
  }

  /// Posts a signed form.
  CompletableFuture<WebAnswer> post(URI url, FormPairs form) {
    return CompletableFuture.supplyAsync(() -> exchange(url, form, form), executor);
  }

  /// Gets a file, without any parameters, as `<Play>` does.
  CompletableFuture<WebAnswer> get(URI url) {
    return CompletableFuture.supplyAsync(() -> exchange(url, null, null), executor);
  }

  /// Asks for an upgrade to a WebSocket, signed over `wss`, without a query.
  CompletableFuture<WebSocket> upgrade(URI url, WebSocket.Listener listener) {
    Route route = Route.to(url, settings.edges());
    WebSocket.Builder builder =
        client
            .newWebSocketBuilder()
            .connectTimeout(settings.handshakeTimeout())
            .header("User-Agent", "Twilio.TmeWs/1.0")
            .header(
                "x-twilio-signature",
                RequestSignature.compute(settings.authToken(), route.signed(), FormPairs.NONE));
    route.proxyHeaders().forEach(builder::header);
    if (HOST_MAY_BE_SET) {
      builder.header("Host", route.publicHost());
    }
    return builder.buildAsync(route.actual(), listener);
  }

  /// @param form what is signed; null for a request that Twilio does not sign
  /// @param firstBody what is posted; null to get
  private WebAnswer exchange(URI first, @Nullable FormPairs form, @Nullable FormPairs firstBody) {
    long begin = System.nanoTime();
    long deadline = begin + settings.webhookTimeout().toNanos();
    String idempotencyToken = UUID.randomUUID().toString();
    URI url = first;
    FormPairs body = firstBody;
    boolean triedAgain = false;
    int redirects = 0;
    while (true) {
      try {
        HttpResponse<byte[]> response = send(request(url, body, form, idempotencyToken), deadline);
        String location = response.headers().firstValue("Location").orElse("");
        if (response.statusCode() / 100 != 3 || location.isEmpty()) {
          return answered(url, begin, response);
        }
        if (++redirects > MOST_REDIRECTS) {
          return new WebAnswer.Failed(
              first, since(begin), Problems.TOO_MANY_REDIRECTS, "more than ten redirects");
        }
        url = url.resolve(location);
        body = response.statusCode() == 307 || response.statusCode() == 308 ? body : null;
      } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException _) {
        if (triedAgain) {
          return new WebAnswer.Failed(
              url,
              since(begin),
              Problems.HTTP_CONNECTION_FAILURE,
              "two attempts to connect failed");
        }
        triedAgain = true;
      } catch (TimeoutException _) {
        return new WebAnswer.Failed(
            url,
            since(begin),
            Problems.HTTP_RETRIEVAL_FAILURE,
            "no answer within " + settings.webhookTimeout().toMillis() + " ms");
      } catch (IOException | IllegalArgumentException e) {
        return new WebAnswer.Failed(
            url,
            since(begin),
            Problems.HTTP_RETRIEVAL_FAILURE,
            "the exchange broke off: " + e.getClass().getSimpleName());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return new WebAnswer.Failed(
            url, since(begin), Problems.HTTP_RETRIEVAL_FAILURE, "the carrier was closed");
      }
    }
  }

  private HttpRequest request(
      URI url, @Nullable FormPairs body, @Nullable FormPairs form, String idempotencyToken) {
    Route route = Route.to(url, settings.edges());
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(route.actual())
            .header("User-Agent", "TwilioProxy/1.1")
            .header("Accept", "*/*");
    route.proxyHeaders().forEach(builder::header);
    if (HOST_MAY_BE_SET) {
      builder.header("Host", route.publicHost());
    }
    if (form != null) {
      FormPairs signed = body == null ? FormPairs.NONE : body;
      Map.of(
              "X-Home-Region",
              "us1",
              "I-Twilio-Idempotency-Token",
              idempotencyToken,
              "X-Twilio-Signature",
              RequestSignature.compute(settings.authToken(), route.signed(), signed))
          .forEach(builder::header);
    }
    return body == null
        ? builder.GET().build()
        : builder
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(body.encoded()))
            .build();
  }

  private HttpResponse<byte[]> send(HttpRequest request, long deadline)
      throws IOException, InterruptedException, TimeoutException {
    var response = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return response.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } finally {
      response.cancel(true);
    }
  }

  private static URI withQuery(URI url, FormPairs form) {
    String address = url.toString().split("#", 2)[0];
    return URI.create(address + (url.getRawQuery() == null ? "?" : "&") + form.encoded());
  }

  private static WebAnswer answered(URI url, long begin, HttpResponse<byte[]> response) {
    return new WebAnswer.Answered(
        url,
        since(begin),
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(null),
        new WebAnswer.Body(response.body()));
  }

  private static long since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }

  /// The JDK's client sends a `Host` of its own, unless it runs with
  /// `-Djdk.httpclient.allowRestrictedHeaders=host`.
  private static boolean hostMayBeSet() {
    try {
      HttpRequest.newBuilder(URI.create("http://localhost/")).header("Host", "localhost");
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
