package app.kolan.bench.load;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Cuts what a server sends on a WebSocket into frames; what is not yet whole waits for the rest.
///
/// Belongs to one thread.
final class ServerFrames {
  private static final int LONG_LENGTH = 126;
  private static final int VERY_LONG_LENGTH = 127;
  private static final int MASKED = 0x80;
  private static final int LONGEST = 1 << 20;

  private byte[] bytes = new byte[0];
  private int held;

  /// Takes whole frames, one after the other.
  interface Taker {
    /// @param bytes holds the content, from `from` to `to`; it is overwritten later
    void frame(int opcode, byte[] bytes, int from, int to) throws BadFrame;
  }

  /// What came is no frame that a server may send.
  static final class BadFrame extends Exception {
    private static final long serialVersionUID = 1L;

    BadFrame(String message) {
      super(message, null, false, false);
    }
  }

  /// Takes all that is in the buffer.
  void take(ByteBuffer arrived, byte[] scratch, Taker taker) throws BadFrame {
    int fresh = arrived.remaining();
    byte[] all = scratch;
    if (held == 0 && fresh <= scratch.length) {
      arrived.get(scratch, 0, fresh);
    } else {
      all = Arrays.copyOf(bytes, held + fresh);
      arrived.get(all, held, fresh);
    }
    int end = held + fresh;
    int rest = cut(all, end, taker);
    held = end - rest;
    bytes = held == 0 ? bytes : Arrays.copyOfRange(all, rest, end);
  }

  /// @return where the first frame begins that is not whole
  private static int cut(byte[] all, int end, Taker taker) throws BadFrame {
    int at = 0;
    while (at + 2 <= end) {
      int opcode = all[at] & 0x0F;
      int length = all[at + 1] & 0x7F;
      if ((all[at + 1] & MASKED) != 0) {
        throw new BadFrame("a server's frame is masked");
      }
      int content = at + 2;
      if (length == LONG_LENGTH) {
        if (at + 4 > end) {
          return at;
        }
        length = (all[at + 2] & 0xFF) << 8 | (all[at + 3] & 0xFF);
        content = at + 4;
      } else if (length == VERY_LONG_LENGTH) {
        if (at + 10 > end) {
          return at;
        }
        length = veryLong(all, at + 2);
        content = at + 10;
      }
      if (content + length > end) {
        return at;
      }
      taker.frame(opcode, all, content, content + length);
      at = content + length;
    }
    return at;
  }

  private static int veryLong(byte[] all, int at) throws BadFrame {
    long length = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      length = length << 8 | (all[at + i] & 0xFF);
    }
    if (length < 0 || length > LONGEST) {
      throw new BadFrame("a frame is longer than a mebibyte");
    }
    return (int) length;
  }
}
