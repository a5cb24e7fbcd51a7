package app.kolan.simulator.fault;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A frame of a WebSocket, as bytes.
///
/// Source: RFC 6455, section 5.2
final class WebSocketFrame {
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;
  private static final int MASK_LENGTH = 4;

  /// As far as a message's event is looked for.
  private static final int LOOKED_AT = 200;

  private final byte[] bytes;
  private final int payloadAt;
  private final boolean masked;

  private WebSocketFrame(byte[] bytes, int payloadAt, boolean masked) {
    this.bytes = bytes;
    this.payloadAt = payloadAt;
    this.masked = masked;
  }

  static WebSocketFrame read(InputStream in) throws IOException {
    var data = new DataInputStream(in);
    var head = new ByteArrayOutputStream();
    head.write(data.readUnsignedByte());
    int second = data.readUnsignedByte();
    head.write(second);
    boolean masked = (second & MASKED) != 0;
    long length = second & ~MASKED;
    int more = length == TWO_BYTES ? 2 : length == EIGHT_BYTES ? 8 : 0;
    if (more > 0) {
      length = 0;
      for (byte b : exactly(data, more)) {
        length = length << 8 | b & 0xFF;
        head.write(b);
      }
    }
    int rest = Math.toIntExact(Math.min(length, Integer.MAX_VALUE - 64));
    byte[] tail = exactly(data, rest + (masked ? MASK_LENGTH : 0));
    int payloadAt = head.size() + (masked ? MASK_LENGTH : 0);
    head.writeBytes(tail);
    return new WebSocketFrame(head.toByteArray(), payloadAt, masked);
  }

  /// The frame in which a server closes.
  static byte[] close(int code) {
    return new byte[] {(byte) (0x80 | CLOSE), 2, (byte) (code >> 8), (byte) code};
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /// Whether it is a message with a caller's audio.
  boolean isMedia() {
    return (bytes[0] & 0x0F) == TEXT && beginning().contains("\"event\":\"media\"");
  }

  private String beginning() {
    int length = Math.min(LOOKED_AT, bytes.length - payloadAt);
    var text = new byte[length];
    for (int i = 0; i < length; i++) {
      int mask = masked ? bytes[payloadAt - MASK_LENGTH + i % MASK_LENGTH] : 0;
      text[i] = (byte) (bytes[payloadAt + i] ^ mask);
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte[] exactly(DataInputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the frame has no end");
    }
    return bytes;
  }
}
