package app.kolan.stubs;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  static StubRequest of(
      String method, URI address, Iterable<Map.Entry<String, String>> headers, byte[] body) {
    var byName = new LinkedHashMap<String, String>();
    headers.forEach(
        header -> byName.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    return new StubRequest(
        method, address.getPath(), query(address.getRawQuery()), byName, ByteBuffer.wrap(body));
  }

  private static Map<String, String> query(@Nullable String raw) {
    var query = new LinkedHashMap<String, String>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query.put(decoded(name), decoded(value));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
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
