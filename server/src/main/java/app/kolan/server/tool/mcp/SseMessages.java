package app.kolan.server.tool.mcp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The messages of a stream of server-sent events, one after the other, of which at most so many
/// bytes are read. For one thread.
///
/// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
final class SseMessages {
  private final InputStream in;
  private int left;

  SseMessages(InputStream in, int mostBytes) {
    this.in = in;
    left = mostBytes;
  }

  /// The data of the next event; null at the end.
  @Nullable String next() throws IOException {
    var data = new StringBuilder();
    while (true) {
      String line = line();
      if (line == null) {
        return null; // an event that breaks off is none
      }
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          return data.toString();
        }
      } else if (line.startsWith("data:")) {
        if (!data.isEmpty()) {
          data.append('\n');
        }
        data.append(line, line.startsWith("data: ") ? 6 : 5, line.length());
      }
    }
  }

  private @Nullable String line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      if (--left < 0) {
        throw new EOFException("the answer is too long");
      }
      if (next == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(next);
    }
  }
}
