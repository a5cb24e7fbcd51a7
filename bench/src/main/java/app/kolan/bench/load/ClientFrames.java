package app.kolan.bench.load;

import app.kolan.twilio.websocket.WebSocketFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Random;

/// WebSocket frames as a client writes them: final, unfragmented and masked with a key that is not
/// zero. The content is masked in place, eight bytes at a time, in a buffer that is used again:
/// thousands of calls are generated on one thread, and the values of `app.kolan.twilio.websocket`
/// would allocate for each frame. [ServerFrames] reads in the same way.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6455#section-5
///
/// Belongs to one thread.
final class ClientFrames {
  static final int TEXT = WebSocketFrame.TEXT;
  static final int CLOSE = WebSocketFrame.CLOSE;
  static final int PING = WebSocketFrame.PING;
  static final int PONG = WebSocketFrame.PONG;

  /// The longest head of a frame that is no longer than 64 KiB.
  static final int LONGEST_HEAD = 8;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int LONG_LENGTH = 126;
  private static final int LONGEST = 0xFFFF;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Random random;

  ClientFrames(long seed) {
    this.random = new Random(seed);
  }

  /// How long the head is of a frame with so much content.
  static int headLength(int length) {
    return length < LONG_LENGTH ? 6 : LONGEST_HEAD;
  }

  /// Makes a frame of content that stands behind the room for its head.
  ///
  /// @param at where the head begins; the content begins [#headLength] bytes later
  /// @return where the frame ends
  int finish(byte[] bytes, int at, int opcode, int length) {
    if (length > LONGEST) {
      throw new IllegalArgumentException("a frame of " + length + " bytes is not written here");
    }
    int mask = freshMask();
    int next = at;
    bytes[next++] = (byte) (FINAL | opcode);
    if (length < LONG_LENGTH) {
      bytes[next++] = (byte) (MASKED | length);
    } else {
      bytes[next++] = (byte) (MASKED | LONG_LENGTH);
      bytes[next++] = (byte) (length >> 8);
      bytes[next++] = (byte) length;
    }
    INTS.set(bytes, next, mask);
    next += Integer.BYTES;
    mask(bytes, next, length, mask);
    return next + length;
  }

  private int freshMask() {
    int mask = random.nextInt();
    return mask == 0 ? 1 : mask;
  }

  private static void mask(byte[] bytes, int from, int length, int mask) {
    long twice = (long) mask << 32 | (mask & 0xFFFFFFFFL);
    int at = from;
    int end = from + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ twice);
    }
    for (int i = 0; at < end; at++, i++) {
      bytes[at] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
    }
  }
}
