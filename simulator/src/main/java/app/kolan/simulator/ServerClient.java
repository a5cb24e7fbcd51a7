package app.kolan.simulator;

import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.RequestSignature;
import app.kolan.twilio.twiml.TwimlReading.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The HTTP client to the server: requests as Twilio makes them, signed, with timeouts and through
/// the edges.
///
/// Any thread may use it.
///
/// Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
final class ServerClient {
  private static final int MOST_REDIRECTS = 10;
  private static final boolean HOST_MAY_BE_SET = hostMayBeSet();

  private final CarrierSettings settings;
  private final HttpClient client;
  private final Executor executor;

  ServerClient(CarrierSettings settings, HttpClient client, Executor executor) {
    this.settings = settings;
    this.client = client;
    this.executor = executor;
  }

  /// Sends a request, with Twilio's timeout and retries.
  ///
  /// @param idempotencyToken the same for each attempt
  CompletableFuture<WebAnswer> exchange(
      WebRequest request, String idempotencyToken, RouteLookup way) {
    return CompletableFuture.supplyAsync(
        () -> exchangeNow(request, idempotencyToken, way), executor);
  }

  /// Asks for an upgrade to a WebSocket, signed over `wss`, without a query.
  ///
  /// @param timeout in real time
  CompletableFuture<WebSocket> upgrade(
      URI url, WebSocket.Listener listener, RouteLookup way, Duration timeout) {
    Route route = route(url);
    WebSocket.Builder builder =
        client
            .newWebSocketBuilder()
            .connectTimeout(timeout)
            .header("User-Agent", "Twilio.TmeWs/1.0")
            .header(
                "x-twilio-signature",
                RequestSignature.compute(settings.authToken(), route.signed(), FormPairs.NONE));
    route.proxyHeaders().forEach(builder::header);
    if (HOST_MAY_BE_SET) {
      builder.header("Host", route.publicHost());
    }
    return builder.buildAsync(way.through(route.actual()), listener);
  }

  private WebAnswer exchangeNow(WebRequest asked, String idempotencyToken, RouteLookup way) {
    long begin = System.nanoTime();
    long deadline = begin + settings.webhookTimeout().toNanos();
    URI url = asked.url();
    FormPairs body = asked.posted();
    boolean triedAgain = false;
    int redirects = 0;
    while (true) {
      try {
        HttpRequest request = request(url, body, asked.signed(), idempotencyToken, way);
        HttpResponse<byte[]> response = send(request, deadline);
        String location = response.headers().firstValue("Location").orElse("");
        if (response.statusCode() / 100 != 3 || location.isEmpty()) {
          return answered(url, begin, response);
        }
        if (++redirects > MOST_REDIRECTS) {
          return failed(
              asked.url(),
              begin,
              new Finding(Problems.TOO_MANY_REDIRECTS, "more than ten redirects"));
        }
        url = url.resolve(location);
        body = response.statusCode() == 307 || response.statusCode() == 308 ? body : null;
      } catch (TimeoutException _) {
        return failed(
            url,
            begin,
            new Finding(
                Problems.HTTP_RETRIEVAL_FAILURE, noAnswerWithin(settings.webhookTimeout())));
      } catch (IOException | IllegalArgumentException e) {
        if (triedAgain || !RequestJudgement.isBeforeSending(e)) {
          return failed(url, begin, RequestJudgement.judge(e));
        }
        triedAgain = true;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return failed(
            url, begin, new Finding(Problems.HTTP_RETRIEVAL_FAILURE, "the carrier was closed"));
      }
    }
  }

  static String noAnswerWithin(Duration timeout) {
    return "no answer within " + timeout.toMillis() + " ms";
  }

  private static WebAnswer failed(URI url, long begin, Finding finding) {
    return new WebAnswer.Failed(url, since(begin), finding.problem(), finding.detail());
  }

  private Route route(URI url) {
    boolean portSigned = settings.assumptions().is(Assumption.WSS_PORT, "signed");
    return Route.to(url, settings.edges(), portSigned);
  }

  private HttpRequest request(
      URI url,
      @Nullable FormPairs body,
      @Nullable FormPairs form,
      String idempotencyToken,
      RouteLookup way) {
    Route route = route(url);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(way.through(route.actual()))
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
