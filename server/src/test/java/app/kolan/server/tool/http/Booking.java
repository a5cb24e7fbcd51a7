package app.kolan.server.tool.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// A business's own server on loopback, which keeps what it is asked and answers as it is told.
final class Booking implements AutoCloseable {
  record Asked(String method, URI uri, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final CountDownLatch arrived = new CountDownLatch(1);
  final CountDownLatch released = new CountDownLatch(1);
  volatile int status = 200;
  volatile String answer = "{\"booked\":true}";
  volatile boolean hangs;
  private final HttpServer server;
  private final String scheme;

  private Booking(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  static Booking open() throws IOException {
    return new Booking(HttpServer.create(loopback(), 0), "http");
  }

  static Booking open(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new Booking(server, "https");
  }

  URI url(String host, String path) {
    return URI.create("%s://%s:%d%s".formatted(scheme, host, server.getAddress().getPort(), path));
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            Map.copyOf(exchange.getRequestHeaders()),
            body));
    arrived.countDown();
    if (hangs) {
      awaitRelease();
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (status / 100 == 3) {
      exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : 0);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void awaitRelease() {
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
