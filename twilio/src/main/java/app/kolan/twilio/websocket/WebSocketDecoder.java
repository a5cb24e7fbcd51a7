package app.kolan.twilio.websocket;

import app.kolan.twilio.websocket.MalformedFrame.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the frames of one direction of a WebSocket, from bytes that arrive in pieces of any size.
///
/// The head of a frame is judged before its payload has arrived. A length that takes more bytes
/// than it needs is accepted. Fragments are not assembled to messages. Belongs to one thread.
///
/// Source: https://www.rfc-editor.org/rfc/rfc6455#section-5
public final class WebSocketDecoder {
  private static final int SHORTEST_HEAD = 2;
  private static final int MASK_BYTES = Integer.BYTES;

  private final Sender sender;
  private final int longest;
  private final byte[] head = new byte[WebSocketFrame.LONGEST_HEAD];
  private int headHeld;
  private byte @Nullable [] payload;
  private int payloadHeld;
  private @Nullable Reason broken;

  /// Bytes in their order, as `InputStream::readNBytes` gives them.
  public interface Source {
    /// The next bytes, at least one and at most so many; none at the end.
    byte[] read(int most) throws IOException;
  }

  private enum Sender {
    SERVER,
    CLIENT,
    ANY
  }

  private WebSocketDecoder(Sender sender, int longest) {
    if (longest < 0) {
      throw new IllegalArgumentException("no length: " + longest);
    }
    this.sender = sender;
    this.longest = longest;
  }

  /// For what a server sends, by the rules of RFC 6455 and without an extension.
  ///
  /// @param longest the longest payload that is accepted, in bytes
  public static WebSocketDecoder ofServer(int longest) {
    return new WebSocketDecoder(Sender.SERVER, longest);
  }

  /// For what a client sends, by the rules of RFC 6455 and without an extension.
  ///
  /// @param longest the longest payload that is accepted, in bytes
  public static WebSocketDecoder ofClient(int longest) {
    return new WebSocketDecoder(Sender.CLIENT, longest);
  }

  /// For any frame of either side that is not too long, whatever rule it violates.
  ///
  /// @param longest the longest payload that is accepted, in bytes
  public static WebSocketDecoder lenient(int longest) {
    return new WebSocketDecoder(Sender.ANY, longest);
  }

  /// How many bytes are certainly missing to the end of the frame, at least 1. A reader that reads
  /// no more than these never reads into the next frame.
  public int missing() {
    int missing = payload == null ? headLength() - headHeld : payload.length - payloadHeld;
    return Math.max(1, missing);
  }

  /// Takes bytes up to the end of one frame, and leaves the rest in the buffer.
  ///
  /// @return the frame; empty when it has not arrived as a whole
  /// @throws MalformedFrame thrown again at each later call, as nothing more can be read
  public Optional<WebSocketFrame> decode(ByteBuffer in) throws MalformedFrame {
    if (broken != null) {
      throw new MalformedFrame(broken);
    }
    while (payload == null) {
      int taken = Math.min(in.remaining(), headLength() - headHeld);
      if (taken == 0) {
        return Optional.empty();
      }
      in.get(head, headHeld, taken);
      headHeld += taken;
      if (headHeld == SHORTEST_HEAD) {
        judge(head[0] & 0xFF, head[1] & 0xFF);
      }
      if (headHeld == headLength()) {
        payload = new byte[payloadLength()];
      }
    }
    byte[] content = payload;
    int taken = Math.min(in.remaining(), content.length - payloadHeld);
    in.get(content, payloadHeld, taken);
    payloadHeld += taken;
    return payloadHeld == content.length ? Optional.of(end(content)) : Optional.empty();
  }

  /// Reads one frame, and not a byte more.
  ///
  /// @return empty when the source ends before the frame does
  public Optional<WebSocketFrame> read(Source source) throws IOException, MalformedFrame {
    Optional<WebSocketFrame> frame = Optional.empty();
    while (frame.isEmpty()) {
      byte[] bytes = source.read(missing());
      if (bytes.length == 0) {
        return Optional.empty();
      }
      frame = decode(ByteBuffer.wrap(bytes));
    }
    return frame;
  }

  private void judge(int first, int second) throws MalformedFrame {
    if (sender == Sender.ANY) {
      return;
    }
    int opcode = first & WebSocketFrame.OPCODE;
    int length = second & WebSocketFrame.LENGTH;
    boolean masked = (second & WebSocketFrame.MASKED) != 0;
    if ((first & WebSocketFrame.RESERVED) != 0) {
      throw broken(Reason.RESERVED_BITS);
    }
    if (masked && sender == Sender.SERVER) {
      throw broken(Reason.MASKED);
    }
    if (!masked && sender == Sender.CLIENT) {
      throw broken(Reason.NOT_MASKED);
    }
    if (opcode > WebSocketFrame.PONG
        || opcode > WebSocketFrame.BINARY && opcode < WebSocketFrame.CLOSE) {
      throw broken(Reason.UNKNOWN_OPCODE);
    }
    if (WebSocketFrame.isControl(first)
        && ((first & WebSocketFrame.FINAL) == 0 || length > WebSocketFrame.LONGEST_CONTROL)) {
      throw broken(Reason.BAD_CONTROL_FRAME);
    }
  }

  private MalformedFrame broken(Reason reason) {
    broken = reason;
    return new MalformedFrame(reason);
  }

  /// The length of the head, as far as it is known.
  private int headLength() {
    if (headHeld < SHORTEST_HEAD) {
      return SHORTEST_HEAD;
    }
    return SHORTEST_HEAD + lengthBytes() + (isMasked() ? MASK_BYTES : 0);
  }

  private boolean isMasked() {
    return (head[1] & WebSocketFrame.MASKED) != 0;
  }

  private int lengthBytes() {
    return switch (head[1] & WebSocketFrame.LENGTH) {
      case WebSocketFrame.TWO_BYTES -> Short.BYTES;
      case WebSocketFrame.EIGHT_BYTES -> Long.BYTES;
      default -> 0;
    };
  }

  private int payloadLength() throws MalformedFrame {
    ByteBuffer bytes = ByteBuffer.wrap(head);
    long length =
        switch (lengthBytes()) {
          case Short.BYTES -> bytes.getShort(SHORTEST_HEAD) & 0xFFFF;
          case Long.BYTES -> bytes.getLong(SHORTEST_HEAD);
          default -> head[1] & WebSocketFrame.LENGTH;
        };
    if (length < 0 || length > longest) {
      throw broken(Reason.TOO_LONG);
    }
    return (int) length;
  }

  private WebSocketFrame end(byte[] content) {
    @Nullable Integer key =
        isMasked() ? ByteBuffer.wrap(head).getInt(headLength() - MASK_BYTES) : null;
    if (key != null) {
      WebSocketFrame.mask(content, 0, content.length, key);
    }
    var frame = new WebSocketFrame(head[0], key, content);
    headHeld = 0;
    payload = null;
    payloadHeld = 0;
    return frame;
  }
}
