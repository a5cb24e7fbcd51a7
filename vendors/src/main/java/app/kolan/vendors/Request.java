package app.kolan.vendors;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// A request that a stand-in was asked, for a test to look at.
///
/// @param headers by lower-case name
/// @param body empty for the handshake of a socket
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }
}
