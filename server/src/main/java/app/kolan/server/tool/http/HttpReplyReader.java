package app.kolan.server.tool.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one answer of HTTP/1.1 (RFC 9112). Whatever bytes come, the outcome is a [HttpReply] or an
/// [IOException], and no more is kept than may be.
final class HttpReplyReader {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final int MOST_HEAD_BYTES = 32 * 1024;
  private static final int MOST_INTERIM = 5;

  private final InputStream in;
  private final int mostBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int headBytes;
  private boolean cutOff;
  private long length = -1;
  private boolean chunked;
  private String contentType = "";

  HttpReplyReader(InputStream in, int mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  HttpReply read() throws IOException {
    int status = head();
    for (int interim = 0; status / 100 == 1; interim++) {
      if (interim == MOST_INTERIM || status == 101) {
        throw new ProtocolException("an answer that is none");
      }
      status = head();
    }
    if (status != 204 && status != 304) {
      readBody();
    }
    return HttpReply.of(status, contentType, body.toByteArray(), cutOff);
  }

  private int head() throws IOException {
    length = -1;
    chunked = false;
    Matcher status = STATUS.matcher(line());
    if (!status.matches()) {
      throw new ProtocolException("no status line");
    }
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("no header");
      }
      take(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return Integer.parseInt(status.group(1));
  }

  private void take(String name, String value) throws ProtocolException {
    switch (name) {
      case "content-length" -> {
        if (!value.matches("[0-9]{1,15}") || length >= 0 && length != Long.parseLong(value)) {
          throw new ProtocolException("no length");
        }
        length = Long.parseLong(value);
      }
      case "transfer-encoding" -> {
        if (!value.equalsIgnoreCase("chunked")) {
          throw new ProtocolException("an unknown transfer encoding");
        }
        chunked = true;
      }
      case "content-encoding" -> {
        if (!value.equalsIgnoreCase("identity")) {
          throw new ProtocolException("an encoding that was not asked for");
        }
      }
      case "content-type" ->
          contentType = value.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
      default -> {}
    }
  }

  private void readBody() throws IOException {
    if (chunked) {
      chunks();
    } else if (length >= 0) {
      part(length);
    } else {
      part(Long.MAX_VALUE);
    }
  }

  private void chunks() throws IOException {
    while (!cutOff) {
      String size = line().replaceAll(";.*", "").strip();
      if (!size.matches("[0-9a-fA-F]{1,8}")) {
        throw new ProtocolException("no chunk");
      }
      long bytes = Long.parseLong(size, 16);
      if (bytes == 0) {
        return;
      }
      part(bytes);
      if (!cutOff && !line().isEmpty()) {
        throw new ProtocolException("no end of a chunk");
      }
    }
  }

  /// Reads so many bytes, or to the end when the length is not known, or as many as may be kept.
  private void part(long bytes) throws IOException {
    boolean toTheEnd = bytes == Long.MAX_VALUE;
    byte[] piece = new byte[8 * 1024];
    long left = bytes;
    while (left > 0) {
      int room = mostBytes - body.size();
      if (room == 0) {
        cutOff = !toTheEnd || in.read() >= 0;
        return;
      }
      int got = in.read(piece, 0, (int) Math.min(Math.min(piece.length, left), room));
      if (got < 0) {
        if (toTheEnd) {
          return;
        }
        throw new EOFException("the answer broke off");
      }
      body.write(piece, 0, got);
      left -= got;
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the answer broke off");
      }
      if (++headBytes > MOST_HEAD_BYTES) {
        throw new ProtocolException("a head that is too long");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
