package app.kolan.doctor.remote.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket client that shows every byte. A virtual thread reads; the thread that opens it
/// writes.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6455
public final class WireSocket implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int LARGEST_MESSAGE = 8 * 1024 * 1024;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final Duration LONGEST_SILENCE = Duration.ofHours(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final WireConnection connection;
  private final DataInputStream in;
  private final OutputStream out;
  private final BlockingQueue<SocketMessage> messages = new LinkedBlockingQueue<>();

  private WireSocket(WireConnection connection) {
    this.connection = connection;
    this.in = new DataInputStream(connection.in());
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
          answer, socket, answer.header("Sec-WebSocket-Accept").orElse("").equals(accept(key)));
    } catch (IOException e) {
      boolean connected = connection != null;
      if (connection != null) {
        connection.close();
      }
      return new Opening(WireExchange.failure(e, connected), null, false);
    }
  }

  private static String accept(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /// Sends a text message; false when the connection is closed.
  public boolean send(String text) {
    return send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The next message; empty when none arrives in time.
  public Optional<SocketMessage> next(Duration timeout) throws InterruptedException {
    return Optional.ofNullable(messages.poll(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() {
    send(CLOSE, new byte[] {3, (byte) 0xE8});
    connection.close();
  }

  private synchronized boolean send(int opcode, byte[] payload) {
    var frame = new ByteArrayOutputStream(payload.length + 14);
    frame.write(0x80 | opcode);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 1 << 16) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    var mask = new byte[4];
    RANDOM.nextBytes(mask);
    frame.writeBytes(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ mask[i & 3]);
    }
    try {
      out.write(frame.toByteArray());
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
    } catch (EOFException e) {
      return new SocketMessage.Broken("the connection ended without a close", System.nanoTime());
    } catch (SocketTimeoutException e) {
      return new SocketMessage.Broken("nothing came any more", System.nanoTime());
    } catch (IOException e) {
      return new SocketMessage.Broken("the connection was reset", System.nanoTime());
    }
  }

  private SocketMessage readMessage() throws IOException {
    var whole = new ByteArrayOutputStream();
    int kind = 0;
    while (true) {
      int first = in.readUnsignedByte();
      int second = in.readUnsignedByte();
      int opcode = first & 15;
      boolean last = (first & 0x80) != 0;
      if ((first & 0x70) != 0) {
        return new SocketMessage.Violation(
            "reserved bits are set, as by a compression not agreed on");
      }
      if ((second & 0x80) != 0) {
        return new SocketMessage.Violation("a frame of the server is masked");
      }
      long length = second & 0x7F;
      length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
      if (length < 0 || length + whole.size() > LARGEST_MESSAGE) {
        return new SocketMessage.Violation("a message has no end");
      }
      if (opcode >= CLOSE && (!last || length > 125)) {
        return new SocketMessage.Violation("a control frame is cut in pieces or too long");
      }
      byte[] payload = in.readNBytes((int) length);
      if (payload.length < length) {
        throw new EOFException();
      }
      switch (opcode) {
        case CLOSE -> {
          send(CLOSE, payload.length < 2 ? new byte[0] : new byte[] {payload[0], payload[1]});
          return new SocketMessage.Closed(
              payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF,
              System.nanoTime());
        }
        case PING -> send(PONG, payload);
        case PONG -> {}
        case TEXT, BINARY, 0 -> {
          if ((opcode == 0) == (kind == 0)) {
            return new SocketMessage.Violation("a message continues what has not begun");
          }
          kind = opcode == 0 ? kind : opcode;
          whole.writeBytes(payload);
          if (last) {
            return kind == BINARY
                ? new SocketMessage.Binary(whole.size())
                : new SocketMessage.Text(whole.toString(StandardCharsets.UTF_8), System.nanoTime());
          }
        }
        default -> {
          return new SocketMessage.Violation("a frame has the unknown kind " + opcode);
        }
      }
    }
  }
}
