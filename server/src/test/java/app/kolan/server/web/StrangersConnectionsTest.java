package app.kolan.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a stranger's connection may hold, over real sockets.
@Tag("socket")
class StrangersConnectionsTest {
  private static final TrustedProxies NONE = new TrustedProxies(List.of());

  private final Vertx vertx = Vertx.vertx();
  private final List<Socket> sockets = new ArrayList<>();
  private @Nullable HttpListener listener;

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    if (listener != null) {
      listener.close();
    }
    vertx.close().await();
  }

  @Test
  void one_connection_too_many_closes_the_oldest_of_that_address() throws IOException {
    var connections = UnverifiedConnections.limited(10, 2, NONE);
    listen(request -> request.response().end(), connections);
    Socket first = connect();
    Await.until("the first is counted", () -> connections.count() == 1);
    Socket second = connect();
    Await.until("the second is counted", () -> connections.count() == 2);
    Socket third = connect();

    assertThat(first.getInputStream().read()).isEqualTo(-1);
    assertThat(ask(second)).startsWith("HTTP/1.1 200");
    assertThat(ask(third)).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_verified_connection_counts_no_more() throws IOException {
    var connections = UnverifiedConnections.limited(2, 2, NONE);
    listen(
        request -> {
          connections.verified(request.connection());
          request.response().end();
        },
        connections);
    for (int i = 0; i < 5; i++) {
      assertThat(ask(connect())).startsWith("HTTP/1.1 200");
    }

    assertThat(connections.count()).isZero();
    for (Socket socket : List.copyOf(sockets)) {
      assertThat(ask(socket)).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a_proxys_connections_have_the_limit_of_all_alone() throws IOException {
    var connections = UnverifiedConnections.limited(3, 1, TrustedProxies.LOOPBACK);
    listen(request -> request.response().end(), connections);
    for (int i = 1; i <= 3; i++) {
      int expected = i;
      connect();
      Await.until("it is counted", () -> connections.count() == expected);
    }
    connect();

    assertThat(sockets.getFirst().getInputStream().read()).isEqualTo(-1);
    assertThat(ask(sockets.get(1))).startsWith("HTTP/1.1 200");
  }

  @Test
  void a_body_that_does_not_come_to_its_end_is_given_up() throws IOException {
    var read = new AtomicInteger();
    listen(
        request ->
            BoundedRequestBody.read(
                vertx, request, Duration.ofMillis(300), _ -> read.incrementAndGet()),
        UnverifiedConnections.limited(10, 10, NONE));
    Socket socket = connect();
    write(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nCallSid=");

    assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 408").contains("close");
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
    assertThat(read).hasValue(0);
  }

  @Test
  void large_bodies_that_do_not_end_leave_room_for_small_ones() throws IOException {
    listen(
        request ->
            BoundedRequestBody.read(
                vertx, request, Duration.ofSeconds(60), _ -> request.response().end()),
        UnverifiedConnections.limited(1000, 1000, NONE));
    String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 64000\r\n\r\n";
    for (int length : new int[] {63_500, 10_000, 700}) {
      for (int i = 0; i < 290; i++) {
        write(connect(), head + "a".repeat(length));
      }
    }
    Socket honest = connect();
    write(honest, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + "a".repeat(1000));

    assertThat(head(honest.getInputStream())).startsWith("HTTP/1.1 200");
  }

  @Test
  void each_connection_is_read_once_before_the_others_have_their_turn() throws IOException {
    var reads = new AtomicInteger();
    listen(
        request -> {
          var connection = (HttpServerConnection) request.connection();
          MaxMessagesRecvByteBufAllocator allocator =
              connection.channelHandlerContext().channel().config().getRecvByteBufAllocator();
          reads.set(allocator.maxMessagesPerRead());
          request.response().end();
        },
        UnverifiedConnections.UNLIMITED);

    assertThat(ask(connect())).startsWith("HTTP/1.1 200");
    assertThat(reads).hasValue(1);
  }

  private void listen(Handler<HttpServerRequest> handler, UnverifiedConnections connections)
      throws IOException {
    listener = HttpListener.open(vertx, WebSettings.PORT, "127.0.0.1", 0, 1, handler, connections);
  }

  private Socket connect() throws IOException {
    var socket =
        new Socket(InetAddress.getLoopbackAddress(), Objects.requireNonNull(listener).port());
    socket.setSoTimeout(60_000);
    sockets.add(socket);
    return socket;
  }

  private static String ask(Socket socket) throws IOException {
    write(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    return head(socket.getInputStream());
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
