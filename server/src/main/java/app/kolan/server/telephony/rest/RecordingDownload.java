package app.kolan.server.telephony.rest;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A recording on its way into a sink, over all redirects of its request. One thread sends.
///
/// A response that is slower than the audio of a call is given up: it has [#BEGINNING] to begin
/// with, and then [#SLOWEST] bytes a second.
final class RecordingDownload {
  private static final Duration BEGINNING = Duration.ofSeconds(10);
  private static final long SLOWEST = 8000;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final int MOST_BYTES_OF_AN_EXPLANATION = 16 * 1024;

  private final HttpClient http;
  private final RecordingSink sink;
  private final long mostBytes;
  private final Duration timeout;
  private final long begun = System.nanoTime();
  private volatile @Nullable RecordingBody body;

  /// @param timeout how long it may take in all
  RecordingDownload(HttpClient http, RecordingSink sink, long mostBytes, Duration timeout) {
    this.http = http;
    this.sink = sink;
    this.mostBytes = mostBytes;
    this.timeout = timeout;
  }

  /// Sends a request, and waits for all of its response.
  ///
  /// @return the response; its body holds no bytes of a recording
  HttpResponse<Optional<byte[]>> send(HttpRequest request)
      throws IOException, InterruptedException, TimeoutException {
    CompletableFuture<HttpResponse<Optional<byte[]>>> response =
        http.sendAsync(request, this::body);
    try {
      while (true) {
        long left = timeout.toNanos() - (System.nanoTime() - begun);
        try {
          return response.get(Math.min(left, BETWEEN_LOOKS.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException notYet) {
          mustGoOn();
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException ofTheSink -> throw ofTheSink;
        case null, default -> throw new IOException(e.getCause());
      }
    } finally {
      response.cancel(true);
    }
  }

  private BodySubscriber<Optional<byte[]>> body(HttpResponse.ResponseInfo head) {
    if (head.statusCode() != 200) {
      return new BoundedResponseBody(MOST_BYTES_OF_AN_EXPLANATION);
    }
    long promised = head.headers().firstValueAsLong("Content-Length").orElse(-1);
    var recording = new RecordingBody(sink, mostBytes, promised);
    body = recording;
    return recording;
  }

  private void mustGoOn() throws TimeoutException {
    long took = System.nanoTime() - begun;
    if (took >= timeout.toNanos()) {
      throw new TimeoutException("no whole answer within " + timeout);
    }
    RecordingBody begins = body;
    long received = begins == null ? 0 : begins.received();
    long due = (took - BEGINNING.toNanos()) / 1_000_000 * SLOWEST / 1000;
    if (received < due) {
      throw new TimeoutException(
          "%d bytes in %d s".formatted(received, TimeUnit.NANOSECONDS.toSeconds(took)));
    }
  }
}
