package app.kolan.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Which connections give way when file descriptors run short, over real sockets.
@Tag("socket")
class IdleConnectionsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Vertx vertx = Vertx.vertx();
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private final AtomicLong looks = new AtomicLong();
  private final AtomicReference<HttpServerRequest> unanswered = new AtomicReference<>();
  private final AtomicReference<HttpServerRequest> closed = new AtomicReference<>();
  private volatile long descriptorsLeft = 8;
  private IdleConnections idle;
  private HttpListener listener;

  @BeforeEach
  void listen() throws IOException {
    idle =
        new IdleConnections(
            () -> {
              looks.incrementAndGet();
              return descriptorsLeft;
            },
            now::get);
    listener =
        HttpListener.open(
            vertx,
            WebSettings.PORT,
            "127.0.0.1",
            0,
            1,
            request -> {
              switch (String.valueOf(request.path())) {
                case "/slow" -> unanswered.set(request);
                case "/closes" -> {
                  // As a write does that finds the far end gone.
                  NettyChannels.of(request.connection()).close();
                  request.response().end();
                  closed.set(request);
                }
                default -> request.response().end();
              }
            },
            UnverifiedConnections.UNLIMITED,
            idle);
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    listener.close();
    vertx.close().await();
  }

  @Test
  void the_one_that_has_been_idle_the_longest_gives_way_to_a_new_one() throws IOException {
    Socket first = connect();
    ask(first, "/");
    now.addAndGet(SECOND);
    Socket second = connect();
    ask(second, "/");
    now.addAndGet(2 * SECOND);
    descriptorsLeft = 0;

    Socket third = connect();
    ask(third, "/");

    assertThat(first.getInputStream().read()).isEqualTo(-1);
    ask(second, "/");
  }

  @Test
  void one_with_a_request_under_way_or_used_just_now_stays() throws IOException {
    Socket busy = connect();
    send(busy, "/slow");
    Await.until("the request is under way", () -> unanswered.get() != null);
    now.addAndGet(10 * SECOND);
    Socket fresh = connect();
    ask(fresh, "/");
    descriptorsLeft = 0;
    now.addAndGet(SECOND / 2);

    ask(connect(), "/");

    listener.loops().getFirst().runOnContext(_ -> unanswered.get().response().end());
    assertThat(statusOf(busy)).startsWith("HTTP/1.1 200");
    ask(fresh, "/");
  }

  @Test
  void while_there_are_enough_none_gives_way_and_connections_hardly_look() throws IOException {
    descriptorsLeft = 1_000;
    Socket first = connect();
    ask(first, "/");
    for (int i = 0; i < 20; i++) {
      now.addAndGet(SECOND / 5);
      ask(connect(), "/");
    }
    assertThat(looks).as("counting takes the event loop's time").hasValue(1);
    now.addAndGet(60 * SECOND);
    ask(connect(), "/");

    ask(first, "/");
    assertThat(looks).hasValue(2);
  }

  @Test
  void one_that_is_closed_as_its_response_ends_is_let_go() throws IOException {
    Socket first = connect();
    send(first, "/closes");

    assertThat(first.getInputStream().read()).isEqualTo(-1);
    Await.until("the response has ended", () -> closed.get() != null);
    assertThat(idle.count()).isZero();
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    socket.setSoTimeout(60_000);
    sockets.add(socket);
    return socket;
  }

  private static void ask(Socket socket, String path) throws IOException {
    send(socket, path);
    assertThat(statusOf(socket)).startsWith("HTTP/1.1 200");
  }

  private static void send(Socket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static String statusOf(Socket socket) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return "closed";
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
