package app.kolan.stubs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// A request that a stub received, for tests.
///
/// @param headers by lower-case name
/// @param body empty for the handshake of a socket
public record StubRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    ByteBuffer body) {
  public StubRequest {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
    body = body.asReadOnlyBuffer();
  }

  /// The body's bytes.
  public byte[] bytes() {
    byte[] bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    return bytes;
  }

  /// The body as text.
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }
}
