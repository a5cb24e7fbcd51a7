package app.kolan.server.tool.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An answer over HTTP.
///
/// @param contentType in lower case and without parameters; empty when there is none
/// @param body as text
/// @param cutOff whether there was more of it than may be read
/// @param headers by their names in lower case; of several with one name the first
record HttpReply(
    int status, String contentType, String body, boolean cutOff, Map<String, String> headers) {
  HttpReply {
    headers = Map.copyOf(headers);
  }

  static HttpReply of(
      int status, String contentType, byte[] body, boolean cutOff, Map<String, String> headers) {
    return new HttpReply(
        status, contentType, new String(body, StandardCharsets.UTF_8), cutOff, headers);
  }

  boolean isGood() {
    return status / 100 == 2;
  }

  /// Without the body.
  @Override
  public String toString() {
    return "Reply[%d, %s]".formatted(status, contentType);
  }
}
