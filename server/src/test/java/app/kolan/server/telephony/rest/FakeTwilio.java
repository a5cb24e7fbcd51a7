package app.kolan.server.telephony.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Twilio's REST interface on the loopback, which answers each request as it was told to.
public final class FakeTwilio implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 60;

  /// What a request was.
  ///
  /// @param authorization null when it carried none
  public record Asked(String method, String path, @Nullable String authorization) {}

  /// How to answer one request.
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Asked> arriving = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Answer otherwise = status(404, "{\"code\": 20404, \"status\": 404}");

  public FakeTwilio() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Answers the next requests so, one after the other.
  public void next(Answer... inOrder) {
    answers.addAll(Arrays.asList(inOrder));
  }

  /// Answers every further request so.
  public void otherwise(Answer answer) {
    otherwise = answer;
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /// Waits for the next request that nobody has waited for.
  public Asked awaitRequest() throws InterruptedException {
    return Objects.requireNonNull(
        arriving.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS), "no request came");
  }

  public static Answer status(int status, String json) {
    return exchange -> {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    };
  }

  public static Answer file(byte[] bytes) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "audio/x-wav");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /// Promises a file and closes the connection in the middle of it.
  public static Answer cutOff(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
      throw new IOException("cut off");
    };
  }

  public static Answer endless() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      var chunk = new byte[8192];
      while (true) {
        body.write(chunk);
      }
    };
  }

  public static Answer redirect(int status, String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /// Sends half a file, and then nothing until this server closes.
  public Answer stalled(byte[] bytes) {
    return exchange -> {
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
      untilClosing();
    };
  }

  /// Says nothing until this server closes.
  public Answer silence() {
    return exchange -> untilClosing();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var request =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestHeaders().getFirst("Authorization"));
    asked.add(request);
    arriving.add(request);
    Answer next = answers.poll();
    try (exchange) {
      (next == null ? otherwise : next).to(exchange);
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
  }

  private void untilClosing() throws IOException {
    try {
      closing.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
