package app.kolan.bench.load;

import java.util.Locale;
import java.util.Optional;

/// An HTTP answer, or why there is none.
///
/// @param status 0 when there is none
/// @param body the text, or the reason
/// @param closes whether the server closes the connection after it
record LoadResponse(int status, String body, boolean closes) {
  private static final String HEAD_END = "\r\n\r\n";
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String CLOSES = "\r\nconnection: close";
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

  static LoadResponse none(String why) {
    return new LoadResponse(0, why, true);
  }

  boolean isGood() {
    return status >= 200 && status < 300;
  }

  /// The answer in the received text, a character for each byte, once it is complete. A body in
  /// chunks is given as it came.
  static Optional<LoadResponse> read(String text) {
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      return Optional.empty();
    }
    int status = number(text, "HTTP/1.1 ".length(), 0);
    String head = text.substring(0, end).toLowerCase(Locale.ROOT);
    boolean closes = head.contains(CLOSES);
    String body = text.substring(end + HEAD_END.length());
    int at = head.indexOf(LENGTH);
    if (at >= 0) {
      int length = number(head, at + LENGTH.length(), 0);
      return body.length() < length
          ? Optional.empty()
          : Optional.of(new LoadResponse(status, body.substring(0, length), closes));
    }
    if (head.contains(CHUNKED)) {
      return body.endsWith("0" + HEAD_END)
          ? Optional.of(new LoadResponse(status, body, closes))
          : Optional.empty();
    }
    return Optional.of(new LoadResponse(status, "", closes));
  }

  private static int number(String text, int from, int otherwise) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    int number = otherwise;
    for (int i = 0; i < 8 && at < text.length() && Character.isDigit(text.charAt(at)); i++, at++) {
      number = number * 10 + Character.digit(text.charAt(at), 10);
    }
    return number;
  }
}
