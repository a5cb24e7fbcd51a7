package app.kolan.server.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A collector of traces on loopback, by OTLP over HTTP with protobuf.
public final class LoopbackCollector implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<OtlpSpan> spans = new LinkedBlockingQueue<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile boolean silent;

  private LoopbackCollector(HttpServer server) {
    this.server = server;
  }

  public static LoopbackCollector start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var collector = new LoopbackCollector(server);
    server.createContext("/v1/traces", collector::take);
    server.start();
    return collector;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort()));
  }

  /// Sets the status of its responses from now on.
  void answers(int newStatus) {
    status = newStatus;
  }

  /// Accepts requests from now on and does not answer them.
  void neverAnswers() {
    silent = true;
  }

  /// The values of the header `api-key` that were received.
  List<String> keys() {
    return List.copyOf(keys);
  }

  /// The next span that comes.
  public OtlpSpan next() throws InterruptedException {
    OtlpSpan span = spans.poll(60, TimeUnit.SECONDS);
    if (span == null) {
      throw new AssertionError("no span has come");
    }
    return span;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("api-key")));
      boolean isProtobuf =
          "application/x-protobuf".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (silent) {
        awaitClose();
      }
      exchange.sendResponseHeaders(isProtobuf ? status : 415, -1);
      if (isProtobuf && status == 200) {
        spans.addAll(OtlpSpan.read(body));
      }
    }
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
