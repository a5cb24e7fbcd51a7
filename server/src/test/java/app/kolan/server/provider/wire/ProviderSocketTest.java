package app.kolan.server.provider.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.stubs.FailureMode;
import app.kolan.twilio.websocket.WebSocketAccept;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("socket")
class ProviderSocketTest {
  private static final ProviderTimeouts SHORT =
      new ProviderTimeouts(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(300));
  private static final ProviderTimeouts LONG =
      new ProviderTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final Echo stub = new Echo();
  private final ProviderHttp http = new ProviderHttp();
  private final Told told = new Told();

  @BeforeEach
  void open() {
    stub.start();
  }

  @AfterEach
  void close() {
    http.close();
    stub.close();
  }

  @Test
  void what_is_sent_before_the_connection_stands_goes_out_in_order() throws Exception {
    ProviderSocket socket = connect();
    for (int i = 0; i < 50; i++) {
      socket.sendText("message " + i);
    }
    socket.sendBinary(new byte[200_000]);

    assertThat(told.next()).isEqualTo("opened");
    for (int i = 0; i < 50; i++) {
      assertThat(told.next()).isEqualTo("message " + i);
    }
    assertThat(told.next()).isEqualTo("200000 bytes");
    socket.close();
  }

  @ParameterizedTest
  @CsvSource({
    "KEY_REFUSED, KEY_REFUSED",
    "REQUEST_REFUSED, REQUEST_REFUSED",
    "LIMITED, LIMITED",
    "OVERLOADED, OVERLOADED",
    "UNREACHABLE, UNREACHABLE",
    "NEVER_ANSWERS, TOO_SLOW"
  })
  void a_handshake_that_fails_has_its_kind(FailureMode failureMode, FailureKind kind)
      throws Exception {
    stub.failWith(failureMode);
    connect(kind == FailureKind.TOO_SLOW ? SHORT : LONG).sendText("anything");

    assertThat(told.next()).isEqualTo(kind.name());
  }

  @Test
  void a_connection_that_breaks_is_told_once() throws Exception {
    stub.failWith(FailureMode.DIES_HALF_WAY);
    ProviderSocket socket = connect();
    socket.sendText("first");
    assertThat(told.next()).isEqualTo("opened");
    assertThat(told.next()).isEqualTo("first");

    socket.sendText("second");
    assertThat(told.next()).isIn("BROKEN_OFF", "closed 1006");
    socket.sendText("too late");
    assertThat(told.anyMore()).isNull();
  }

  @Test
  void nothing_is_told_after_a_close() throws Exception {
    ProviderSocket socket = connect();
    assertThat(told.next()).isEqualTo("opened");
    socket.close();
    socket.sendText("too late");

    assertThat(told.anyMore()).isNull();
  }

  /// Without a ping the JDK's client would not notice some connections that have broken.
  @Test
  void a_socket_on_which_nothing_is_sent_is_pinged() throws Exception {
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listening.setSoTimeout(60_000);
      try (ProviderSocket _ = connect(listening.getLocalPort());
          Socket accepted = listening.accept()) {
        accepted.setSoTimeout(60_000);
        accept(accepted);

        assertThat(accepted.getInputStream().read())
            .as("a final frame, opcode ping")
            .isEqualTo(0x89);
        assertThat(told.next()).isEqualTo("opened");
      }
    }
  }

  /// Answers the handshake: RFC 6455, section 4.2.2.
  private static void accept(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) in.read());
    }
    String key =
        request
            .toString()
            .lines()
            .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
            .map(line -> line.substring("Sec-WebSocket-Key: ".length()))
            .findFirst()
            .orElseThrow();
    String response =
        """
        HTTP/1.1 101 Switching Protocols
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Accept: %s

        """
            .formatted(WebSocketAccept.of(key))
            .replace("\n", "\r\n");
    socket.getOutputStream().write(response.getBytes(US_ASCII));
  }

  private ProviderSocket connect() {
    return connect(LONG);
  }

  private ProviderSocket connect(ProviderTimeouts timeouts) {
    return connect(URI.create(stub.socketUrl() + "/listen"), timeouts);
  }

  private ProviderSocket connect(int port) {
    return connect(URI.create("ws://127.0.0.1:" + port + "/listen"), LONG);
  }

  private ProviderSocket connect(URI address, ProviderTimeouts timeouts) {
    return ProviderSocket.open(
        http.client(),
        "provider",
        address,
        Map.of("Authorization", "Token key"),
        List.of(),
        timeouts,
        told);
  }

  /// Records the events.
  private static final class Told implements ProviderSocket.Listener {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Nullable String next() throws InterruptedException {
      return events.poll(60, TimeUnit.SECONDS);
    }

    @Nullable String anyMore() throws InterruptedException {
      return events.poll(200, TimeUnit.MILLISECONDS);
    }

    @Override
    public void opened() {
      events.add("opened");
    }

    @Override
    public void text(String message) {
      events.add(message);
    }

    @Override
    public void binary(byte[] message) {
      events.add(message.length + " bytes");
    }

    @Override
    public void closed(int code, String reason) {
      events.add("closed " + code);
    }

    @Override
    public void failed(ProviderFailure failure) {
      events.add(failure.kind().name());
    }
  }
}
