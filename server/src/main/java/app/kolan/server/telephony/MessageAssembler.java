package app.kolan.server.telephony;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;

/// Puts the frames of a socket together to its text messages, whose bytes it hands on without
/// making a text of them. Twilio sends every message in one frame; a proxy may cut it.
///
/// A binary message is reported and ignored. Used by the socket's event loop alone.
final class MessageAssembler {
  private static final int USUAL = 512;

  private final int largest;
  private final Taker taker;
  private byte[] message = new byte[USUAL];
  private int length;
  private boolean binary;

  /// @param largest how many bytes a message may have
  MessageAssembler(int largest, Taker taker) {
    this.largest = largest;
    this.taker = taker;
  }

  /// Takes what comes.
  interface Taker {
    /// A message, in the first so many of these bytes, until the method returns.
    void text(byte[] utf8, int length);

    /// A binary message has begun.
    void binary();

    /// A message has more bytes than it may.
    void tooLarge(int bytes);
  }

  void take(WebSocketFrame frame) {
    if (frame.isBinary()) {
      binary = true;
      taker.binary();
    } else if (frame.isText()) {
      binary = false;
      length = 0;
      add(frame);
    } else if (frame.isContinuation() && !binary) {
      add(frame);
    }
  }

  private void add(WebSocketFrame frame) {
    Buffer piece = frame.binaryData();
    int whole = length + piece.length();
    if (whole > largest) {
      length = 0;
      taker.tooLarge(whole);
      return;
    }
    makeRoom(whole);
    piece.getBytes(message, length);
    length = whole;
    if (frame.isFinal()) {
      taker.text(message, length);
      message = whole > USUAL ? new byte[USUAL] : message;
    }
  }

  private void makeRoom(int whole) {
    if (whole > message.length) {
      byte[] larger = new byte[Math.min(largest, 2 * whole)];
      System.arraycopy(message, 0, larger, 0, length);
      message = larger;
    }
  }
}
