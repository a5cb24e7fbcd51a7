package app.kolan.doctor.remote.wire;

import app.kolan.twilio.websocket.MalformedFrame;
import app.kolan.twilio.websocket.WebSocketAccept;
import app.kolan.twilio.websocket.WebSocketDecoder;
import app.kolan.twilio.websocket.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket client that shows every byte. A virtual thread reads; the thread that opens it
/// writes.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6455
public final class WireSocket implements AutoCloseable {
  private static final int LARGEST_MESSAGE = 8 * 1024 * 1024;
  private static final int NORMAL = 1000;
  private static final int NO_CODE = 1005;
  private static final String TOO_LONG = "a message has no end";
  private static final Duration LONGEST_SILENCE = Duration.ofHours(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final WireConnection connection;
  private final InputStream in;
  private final OutputStream out;
  private final WebSocketDecoder decoder = WebSocketDecoder.ofServer(LARGEST_MESSAGE);
  private final BlockingQueue<SocketMessage> messages = new LinkedBlockingQueue<>();

  private WireSocket(WireConnection connection) {
    this.connection = connection;
    this.in = connection.in();
    this.out = connection.out();
  }

  /// The result of an upgrade request.
  ///
  /// @param socket the open socket; null when the upgrade failed
  /// @param acceptIsRight whether `Sec-WebSocket-Accept` answers the key
  public record Opening(WireResult result, @Nullable WireSocket socket, boolean acceptIsRight) {}

  /// The headers of an upgrade, with a key of its own.
  public static WireRequest upgrade(WireRequest request) {
    var key = new byte[16];
    RANDOM.nextBytes(key);
    return request
        .with("Connection", "Upgrade")
        .with("Upgrade", "websocket")
        .with("Sec-WebSocket-Version", "13")
        .with("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key));
  }

  /// Sends an upgrade request.
  public static Opening open(WireRequest request, Duration timeout) {
    WireConnection connection = null;
    try {
      connection = WireConnection.open(request.endpoint(), timeout);
      long begin = System.nanoTime();
      WireExchange.send(request, connection.out());
      connection.in().mark(1);
      if (connection.in().read() < 0) {
        throw new EOFException("no byte came");
      }
      connection.in().reset();
      WireResult.Answered answer =
          WireExchange.read(request, connection.in(), Duration.ofNanos(System.nanoTime() - begin));
      if (answer.status() != 101) {
        connection.close();
        return new Opening(answer, null, false);
      }
      String key = request.headers().first("Sec-WebSocket-Key").orElse("");
      var socket = new WireSocket(connection);
      connection.timeout(LONGEST_SILENCE);
      Thread.ofVirtual().name("doctor-socket").start(socket::readAll);
      return new Opening(
          answer,
          socket,
          answer.header("Sec-WebSocket-Accept").orElse("").equals(WebSocketAccept.of(key)));
    } catch (IOException e) {
      boolean connected = connection != null;
      if (connection != null) {
        connection.close();
      }
      return new Opening(WireExchange.failure(e, connected), null, false);
    }
  }

  /// Sends a text message; false when the connection is closed.
  public boolean send(String text) {
    return send(WebSocketFrame.text(text));
  }

  /// The next message; empty when none arrives in time.
  public Optional<SocketMessage> next(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(messages.poll(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() {
    send(WebSocketFrame.close(NORMAL));
    connection.close();
  }

  private synchronized boolean send(WebSocketFrame frame) {
    try {
      out.write(frame.masked(RANDOM.nextInt()).bytes());
      out.flush();
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void readAll() {
    SocketMessage message;
    do {
      message = read();
      messages.add(message);
    } while (!message.isEnd());
  }

  private SocketMessage read() {
    try {
      return readMessage();
    } catch (MalformedFrame e) {
      return new SocketMessage.Violation(violation(e.reason()));
    } catch (EOFException e) {
      return new SocketMessage.Broken("the connection ended without a close", System.nanoTime());
    } catch (SocketTimeoutException e) {
      return new SocketMessage.Broken("nothing came any more", System.nanoTime());
    } catch (IOException e) {
      return new SocketMessage.Broken("the connection was reset", System.nanoTime());
    }
  }

  private SocketMessage readMessage() throws IOException, MalformedFrame {
    var whole = new ByteArrayOutputStream();
    int kind = WebSocketFrame.CONTINUATION;
    while (true) {
      WebSocketFrame frame = readFrame();
      switch (frame.opcode()) {
        case WebSocketFrame.CLOSE -> {
          OptionalInt code = frame.closeCode();
          send(
              code.isPresent()
                  ? WebSocketFrame.close(code.getAsInt())
                  : WebSocketFrame.of(WebSocketFrame.CLOSE, new byte[0]));
          return new SocketMessage.Closed(code.orElse(NO_CODE), System.nanoTime());
        }
        case WebSocketFrame.PING -> send(WebSocketFrame.of(WebSocketFrame.PONG, frame.payload()));
        case WebSocketFrame.PONG -> {}
        default -> {
          boolean continues = frame.opcode() == WebSocketFrame.CONTINUATION;
          if (continues == (kind == WebSocketFrame.CONTINUATION)) {
            return new SocketMessage.Violation("a message continues what has not begun");
          }
          kind = continues ? kind : frame.opcode();
          whole.writeBytes(frame.payload());
          if (whole.size() > LARGEST_MESSAGE) {
            return new SocketMessage.Violation(TOO_LONG);
          }
          if (frame.isFinal()) {
            return kind == WebSocketFrame.BINARY
                ? new SocketMessage.Binary(whole.size())
                : new SocketMessage.Text(whole.toString(StandardCharsets.UTF_8), System.nanoTime());
          }
        }
      }
    }
  }

  private WebSocketFrame readFrame() throws IOException, MalformedFrame {
    return decoder.read(in::readNBytes).orElseThrow(EOFException::new);
  }

  private static String violation(MalformedFrame.Reason reason) {
    return switch (reason) {
      case RESERVED_BITS -> "reserved bits are set, as by a compression not agreed on";
      case MASKED, NOT_MASKED -> "a frame of the server is masked";
      case TOO_LONG -> TOO_LONG;
      case BAD_CONTROL_FRAME -> "a control frame is cut in pieces or too long";
      case UNKNOWN_OPCODE -> "a frame has an unknown opcode";
    };
  }
}
