package app.kolan.server.store.s3;

import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Requests to one S3 store, signed, path-style, each with a deadline. A store that says that this
/// machine's clock is wrong is asked again by its own; one that cannot be reached or is too busy,
/// twice more within the deadline. More is left to the caller.
///
/// Any thread may use it.
final class S3Client implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int TRIES = 3;

  /// What a last try has at least.
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private static final Duration BETWEEN = Duration.ofMillis(300);
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,64})</Code>");

  private static final Pattern TIME =
      Pattern.compile("<ServerTime>([0-9TZ:.-]{1,40})</ServerTime>");

  /// A body that can be sent again.
  ///
  /// @param hash SHA-256 in hexadecimal
  record Body(BodyPublisher bytes, String hash) {
    static final Body NONE = new Body(HttpRequest.BodyPublishers.noBody(), AwsSignature.NOTHING);
  }

  private final S3Settings.Bucket bucket;
  private final AwsSignature signature;
  private final Duration deadline;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /// By how much the store's clock is ahead of this machine's, where that has mattered.
  private volatile Duration ahead = Duration.ZERO;

  /// @param deadline of one request, with its body, the answer's, and all tries
  S3Client(S3Settings.Bucket bucket, Duration deadline, InstantSource clock) {
    this.bucket = bucket;
    this.deadline = deadline;
    this.clock = clock;
    signature = new AwsSignature(bucket.accessKey(), bucket.secretKey(), bucket.region());
  }

  /// Sends a request, and again where that may help.
  ///
  /// @param key of an object, with the prefix; empty for the bucket
  /// @param query encoded; empty for none
  /// @param handler makes what is to become of an answer, for each try
  /// @return the answer, also one of 404
  /// @throws StoreException for any other answer than 2xx and 404, and for none
  <T> HttpResponse<T> send(
      String method,
      String key,
      String query,
      Map<String, String> headers,
      Body body,
      BodyHandler<T> handler) {
    long latest = System.nanoTime() + deadline.toNanos();
    for (int attempt = 1; ; attempt++) {
      try {
        return sendOnce(method, key, query, headers, body, handler, latest);
      } catch (StoreException e) {
        boolean isTooLate =
            attempt == TRIES
                || System.nanoTime() - latest > 0
                || Thread.currentThread().isInterrupted();
        if (isTooLate || e.code() != Code.SOUND_STORE_UNREACHABLE) {
          throw e;
        }
        boolean isClockOnly = e.getCause() instanceof WrongClock;
        if (!isClockOnly) {
          pause();
        }
      }
    }
  }

  private <T> HttpResponse<T> sendOnce(
      String method,
      String key,
      String query,
      Map<String, String> headers,
      Body body,
      BodyHandler<T> handler,
      long latest) {
    Duration left = Duration.ofNanos(Math.max(SHORTEST.toNanos(), latest - System.nanoTime()));
    URI uri =
        URI.create(
            bucket.endpoint()
                + "/"
                + AwsSignature.encoded(bucket.name() + (key.isEmpty() ? "" : "/" + key), true)
                + (query.isEmpty() ? "" : "?" + query));
    var request = HttpRequest.newBuilder(uri).method(method, body.bytes()).timeout(left);
    signature
        .sign(method, uri, headers, body.hash(), clock.instant().plus(ahead))
        .forEach(request::header);
    var refusal = new StringBuilder();
    HttpResponse<T> response =
        await(
            http.sendAsync(request.build(), info -> S3Responses.body(info, handler, refusal)),
            left);
    int status = response.statusCode();
    if (status / 100 == 2 || (status == 404 && !refusal.toString().contains("NoSuchBucket"))) {
      return response;
    }
    throw refused(status, refusal.toString(), response.headers());
  }

  private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer, Duration left) {
    try {
      return answer.get(left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unreachable("the request was interrupted", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw unreachable("it has not answered within %d s".formatted(deadline.toSeconds()), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failure) {
        throw failure;
      }
      Throwable cause = e.getCause() instanceof IOException io ? io : e;
      throw unreachable(cause.getClass().getSimpleName(), cause);
    }
  }

  private StoreException refused(int status, String body, HttpHeaders headers) {
    Matcher found = CODE.matcher(body);
    String code = found.find() ? found.group(1) : "HTTP " + status;
    if (code.equals("RequestTimeTooSkewed") && setClock(body, headers)) {
      return unreachable(code, new WrongClock());
    }
    if (status >= 500 || status == 429 || status == 408 || code.equals("RequestTimeout")) {
      return unreachable("it answers " + code, null);
    }
    return new StoreException(
        Code.SOUND_STORE_REFUSED, "the S3 store %s answers %s".formatted(bucket, code), null);
  }

  /// @return whether that may help
  private boolean setClock(String body, HttpHeaders headers) {
    try {
      Matcher named = TIME.matcher(body);
      Instant there =
          named.find()
              ? Instant.parse(named.group(1))
              : headers
                  .firstValue("date")
                  .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)))
                  .orElseThrow();
      Duration before = ahead;
      ahead = Duration.between(clock.instant(), there);
      return ahead.minus(before).abs().compareTo(Duration.ofSeconds(30)) > 0;
    } catch (DateTimeException | NoSuchElementException e) {
      return false;
    }
  }

  private StoreException unreachable(String why, @Nullable Throwable e) {
    return new StoreException(
        Code.SOUND_STORE_UNREACHABLE, "the S3 store %s: %s".formatted(bucket, why), e);
  }

  private static void pause() {
    try {
      new CompletableFuture<>().get(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // The pause is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The store's clock differs, which is known now.
  private static final class WrongClock extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
