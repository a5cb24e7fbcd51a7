package app.kolan.simulator.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The head of a message of HTTP/1.1: everything up to and with the blank line.
final class HttpHead {
  private static final int LONGEST = 64 * 1024;

  private HttpHead() {}

  static byte[] read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int lineFeeds = 0;
    while (lineFeeds < 2) {
      int c = in.read();
      if (c < 0 || head.size() > LONGEST) {
        throw new EOFException("the head has no end");
      }
      head.write(c);
      lineFeeds = c == '\n' ? lineFeeds + 1 : c == '\r' ? lineFeeds : 0;
    }
    return head.toByteArray();
  }

  /// Whether an answer changes over to WebSocket.
  static boolean isUpgrade(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 101");
  }
}
