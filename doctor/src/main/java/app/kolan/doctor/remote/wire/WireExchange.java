package app.kolan.doctor.remote.wire;

import app.kolan.doctor.remote.wire.WireResult.Failure;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;

/// One request and its answer over a connection of their own, in HTTP/1.1 as Twilio speaks it. It
/// follows no redirects, does not retry and corrects nothing.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9112
public final class WireExchange {
  static final int LARGEST_BODY = 16 * 1024 * 1024;
  private static final int LARGEST_LINE = 32 * 1024;
  private static final int MOST_HEADERS = 200;
  private static final int CHUNK = 700;
  private static final int HTTP2_FRAME_HEAD = 9;
  private static final int HTTP2_SETTINGS = 4;

  /// The preface of a client, and an empty SETTINGS frame.
  private static final String HTTP2_OPENING = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

  private WireExchange() {}

  /// Sends the request and waits for the response.
  ///
  /// @param timeout the limit of each wait for a byte
  public static WireResult exchange(WireRequest request, Duration timeout) {
    return exchange(request, timeout, Preamble.NONE);
  }

  /// Sends the request after a preamble, and waits for the response.
  public static WireResult exchange(WireRequest request, Duration timeout, Preamble preamble) {
    boolean connected = false;
    try (WireConnection connection = WireConnection.open(request.endpoint(), timeout, preamble)) {
      connected = true;
      long begin = System.nanoTime();
      SocketException broken = null;
      try {
        send(request, connection.out());
      } catch (SocketException e) {
        broken = e;
      }
      InputStream in = connection.in();
      in.mark(HTTP2_FRAME_HEAD);
      int first = in.read();
      if (first < 0) {
        return failed(Failure.CLOSED, broken == null ? "no byte came" : "it was reset");
      }
      if (first == 0 && isHttp2Settings(in.readNBytes(HTTP2_FRAME_HEAD - 1))) {
        return failed(Failure.HTTP2_ALONE, "it begins with a SETTINGS frame of HTTP/2");
      }
      in.reset();
      return read(request, in, Duration.ofNanos(System.nanoTime() - begin));
    } catch (IOException e) {
      return failure(e, connected);
    }
  }

  /// Whether this is a SETTINGS frame's head without its first byte, with which an HTTP/2 server
  /// begins whatever it was sent.
  ///
  /// Source: https://www.rfc-editor.org/rfc/rfc9113#section-3.4
  private static boolean isHttp2Settings(byte... head) {
    return head.length == HTTP2_FRAME_HEAD - 1
        && head[2] == HTTP2_SETTINGS
        && head[3] == 0
        && head[4] == 0
        && head[5] == 0
        && head[6] == 0
        && head[7] == 0;
  }

  /// Whether what listens there answers the opening of an HTTP/2 connection.
  public static boolean speaksHttp2(Endpoint endpoint, Duration timeout) {
    try (WireConnection connection = WireConnection.open(endpoint, timeout)) {
      connection.out().write(HTTP2_OPENING.getBytes(StandardCharsets.ISO_8859_1));
      connection.out().flush();
      byte[] head = connection.in().readNBytes(HTTP2_FRAME_HEAD);
      return head.length == HTTP2_FRAME_HEAD
          && head[0] == 0
          && isHttp2Settings(Arrays.copyOfRange(head, 1, HTTP2_FRAME_HEAD));
    } catch (IOException _) {
      return false;
    }
  }

  static void send(WireRequest request, OutputStream out) throws IOException {
    var head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
    if (!request.headers().has("Host")) {
      head.append("Host: ").append(request.endpoint().authority()).append("\r\n");
    }
    request
        .headers()
        .fields()
        .forEach(
            field -> head.append(field.name()).append(": ").append(field.value()).append("\r\n"));
    byte[] body = request.body().bytes();
    boolean tellsLength = body.length > 0 || request.method().equals("POST");
    if (tellsLength && !request.isChunked()) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    var message = new ByteArrayOutputStream();
    message.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    message.writeBytes(request.isChunked() ? chunked(body) : body);
    out.write(message.toByteArray());
    out.flush();
  }

  private static byte[] chunked(byte[] body) {
    var chunks = new ByteArrayOutputStream();
    for (int at = 0; at < body.length; at += CHUNK) {
      int length = Math.min(CHUNK, body.length - at);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunks.write(body, at, length);
      chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return chunks.toByteArray();
  }

  static WireResult.Answered read(WireRequest request, InputStream in, Duration firstByte)
      throws IOException {
    Head head;
    do {
      head = Head.read(in);
    } while (head.status() / 100 == 1 && head.status() != 101);
    var content = new ByteArrayOutputStream();
    boolean bodiless =
        request.method().equals("HEAD") || Set.of(101, 204, 304).contains(head.status());
    boolean whole = bodiless || readBody(head.headers(), in, content);
    return new WireResult.Answered(
        head.status(),
        head.version(),
        head.headers(),
        new WireResult.Content(content.toByteArray()),
        whole,
        firstByte);
  }

  /// The status line and the header fields of an answer.
  record Head(int status, String version, Headers headers) {
    static Head read(InputStream in) throws IOException {
      String line = line(in);
      String[] parts = line.split(" ", 3);
      if (parts.length < 2 || !parts[0].startsWith("HTTP/") || !parts[1].matches("[1-9][0-9]{2}")) {
        throw new NotHttp(line);
      }
      var fields = new ArrayList<Headers.Field>();
      for (String field = line(in); !field.isEmpty(); field = line(in)) {
        int colon = field.indexOf(':');
        if (colon <= 0 || fields.size() == MOST_HEADERS) {
          throw new NotHttp(field);
        }
        fields.add(
            new Headers.Field(field.substring(0, colon), field.substring(colon + 1).strip()));
      }
      return new Head(Integer.parseInt(parts[1]), parts[0], new Headers(fields));
    }
  }

  /// Reads a body of the declared length; false when it ended before that.
  static boolean readBody(Headers headers, InputStream in, ByteArrayOutputStream content)
      throws IOException {
    try {
      if (headers.first("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
        return readChunks(in, content);
      }
      List<String> lengths = headers.first("Content-Length").stream().toList();
      if (lengths.isEmpty()) {
        content.writeBytes(in.readNBytes(LARGEST_BODY));
        return true;
      }
      int length = number(lengths.getFirst(), 10);
      content.writeBytes(in.readNBytes(length));
      return content.size() == length;
    } catch (SocketException | SocketTimeoutException | EOFException | SSLException _) {
      return false;
    }
  }

  private static boolean readChunks(InputStream in, ByteArrayOutputStream content)
      throws IOException {
    while (content.size() < LARGEST_BODY) {
      int length = number(line(in).split(";", 2)[0].strip(), 16);
      byte[] chunk = in.readNBytes(length);
      content.writeBytes(chunk);
      if (chunk.length < length) {
        return false;
      }
      String end = line(in);
      if (length == 0) {
        while (!end.isEmpty()) {
          end = line(in);
        }
        return true;
      }
    }
    return false;
  }

  private static int number(String text, int radix) throws NotHttp {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0 && number <= LARGEST_BODY) {
        return number;
      }
      throw new NotHttp(text);
    } catch (NumberFormatException e) {
      throw new NotHttp(text);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("it ended within a line");
      }
      if (line.size() == LARGEST_LINE) {
        throw new NotHttp("a line that does not end");
      }
      line.write(octet);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  static WireResult.Failed failure(IOException e, boolean connected) {
    return switch (e) {
      case UnknownHostException _ -> failed(Failure.NAME, "the name is not known");
      case NoRouteToHostException _ -> failed(Failure.UNREACHABLE, "there is no way to it");
      case ConnectException refused ->
          String.valueOf(refused.getMessage()).contains("timed out")
              ? failed(Failure.CONNECT_TIMEOUT, "the connection was not taken in 5 s")
              : failed(Failure.REFUSED, "nothing listens there");
      case SocketTimeoutException _ ->
          connected
              ? failed(Failure.SILENT, "no answer came in time")
              : failed(Failure.CONNECT_TIMEOUT, "the connection was not taken in 5 s");
      case SSLException tls -> failed(Failure.TLS, String.valueOf(tls.getMessage()));
      case NotHttp no -> failed(Failure.NOT_HTTP, String.valueOf(no.getMessage()));
      case EOFException _ -> failed(Failure.CLOSED, "it ended within the answer's head");
      case SocketException _ -> failed(Failure.CLOSED, "it was reset");
      default -> failed(Failure.CLOSED, e.getClass().getSimpleName());
    };
  }

  private static WireResult.Failed failed(Failure failure, String detail) {
    return new WireResult.Failed(failure, detail);
  }

  /// What arrived is not HTTP.
  private static final class NotHttp extends IOException {
    private static final long serialVersionUID = 1L;

    NotHttp(String line) {
      super(line.replaceAll("[^\\x20-\\x7e]", "?").substring(0, Math.min(60, line.length())));
    }
  }
}
