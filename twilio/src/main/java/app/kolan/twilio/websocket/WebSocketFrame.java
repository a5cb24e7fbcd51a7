package app.kolan.twilio.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A frame of a WebSocket. Frames that violate the protocol are values too, for tests that send
/// them.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6455#section-5.2
public final class WebSocketFrame {
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;

  /// The longest payload of a control frame.
  public static final int LONGEST_CONTROL = 125;

  static final int FINAL = 0x80;
  static final int MASKED = 0x80;
  static final int RESERVED = 0x70;
  static final int OPCODE = 0x0F;
  static final int LENGTH = 0x7F;
  static final int TWO_BYTES = 126;
  static final int EIGHT_BYTES = 127;
  static final int LONGEST_HEAD = 14;

  private final int first;
  private final @Nullable Integer maskingKey;
  private final byte[] payload;

  /// @param first the first byte: the final bit, the reserved bits and the opcode
  /// @param maskingKey null for a frame that is not masked
  /// @param payload not masked; belongs to the frame from here on
  WebSocketFrame(int first, @Nullable Integer maskingKey, byte[] payload) {
    this.first = first & 0xFF;
    this.maskingKey = maskingKey;
    this.payload = payload;
  }

  /// A final frame, not masked.
  ///
  /// @param opcode 0 to 15
  public static WebSocketFrame of(int opcode, byte[] payload) {
    return new WebSocketFrame(FINAL | opcode(opcode), null, payload.clone());
  }

  /// A whole text message, not masked.
  public static WebSocketFrame text(String text) {
    return new WebSocketFrame(FINAL | TEXT, null, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A close with a status code and no reason, not masked.
  ///
  /// @param code its lower 16 bits are written
  public static WebSocketFrame close(int code) {
    return new WebSocketFrame(FINAL | CLOSE, null, new byte[] {(byte) (code >> 8), (byte) code});
  }

  private static int opcode(int opcode) {
    if (opcode < 0 || opcode > OPCODE) {
      throw new IllegalArgumentException("no opcode: " + opcode);
    }
    return opcode;
  }

  /// This frame as one that others follow, as a fragment of a message.
  public WebSocketFrame notFinal() {
    return new WebSocketFrame(first & ~FINAL, maskingKey, payload);
  }

  /// This frame as a client sends it.
  ///
  /// @param key has to be unpredictable where the payload comes from others (RFC 6455, section 5.3)
  public WebSocketFrame masked(int key) {
    return new WebSocketFrame(first, key, payload);
  }

  /// Whether it ends its message.
  public boolean isFinal() {
    return (first & FINAL) != 0;
  }

  /// The three reserved bits, 0 to 7.
  public int reserved() {
    return (first & RESERVED) >> 4;
  }

  public int opcode() {
    return first & OPCODE;
  }

  public boolean isControl() {
    return isControl(first);
  }

  static boolean isControl(int first) {
    return (first & OPCODE) >= CLOSE;
  }

  public boolean isMasked() {
    return maskingKey != null;
  }

  /// The payload, not masked.
  public byte[] payload() {
    return payload.clone();
  }

  /// The payload as UTF-8; what is none becomes U+FFFD.
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /// The status code of a close frame; empty when it carries none, or for another frame.
  public OptionalInt closeCode() {
    return opcode() == CLOSE && payload.length >= 2
        ? OptionalInt.of((payload[0] & 0xFF) << 8 | payload[1] & 0xFF)
        : OptionalInt.empty();
  }

  /// The frame as it goes over the wire, its length in the shortest form.
  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(LONGEST_HEAD + payload.length);
    int mask = maskingKey == null ? 0 : MASKED;
    out.put((byte) first);
    if (payload.length < TWO_BYTES) {
      out.put((byte) (mask | payload.length));
    } else if (payload.length <= 0xFFFF) {
      out.put((byte) (mask | TWO_BYTES)).putShort((short) payload.length);
    } else {
      out.put((byte) (mask | EIGHT_BYTES)).putLong(payload.length);
    }
    if (maskingKey != null) {
      out.putInt(maskingKey);
    }
    int start = out.position();
    out.put(payload);
    if (maskingKey != null) {
      mask(out.array(), start, out.position(), maskingKey);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /// Masks in place; doing it twice takes the mask off.
  static void mask(byte[] bytes, int from, int to, int key) {
    for (int i = from; i < to; i++) {
      bytes[i] ^= (byte) (key >>> (24 - 8 * ((i - from) & 3)));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WebSocketFrame frame
        && first == frame.first
        && Objects.equals(maskingKey, frame.maskingKey)
        && Arrays.equals(payload, frame.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(first, maskingKey, Arrays.hashCode(payload));
  }

  /// Without the payload, which may be what somebody said.
  @Override
  public String toString() {
    return "WebSocketFrame[opcode=%d, final=%b, reserved=%d, masked=%b, length=%d]"
        .formatted(opcode(), isFinal(), reserved(), isMasked(), payload.length);
  }
}
