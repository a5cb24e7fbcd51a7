package app.kolan.simulator.scene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One request as it came over the wire.
///
/// @param headers by their names in lower case
record SceneRequest(String method, String target, Map<String, String> headers, String body) {
  private static final int LARGEST_HEAD = 32 * 1024;
  private static final int LARGEST_BODY = 256 * 1024;

  /// Reads a request; empty when the connection ends instead, or what comes is no HTTP.
  static Optional<SceneRequest> read(InputStream in) throws IOException {
    String head = head(in);
    String[] lines = head.split("\r\n", -1);
    String[] first = lines[0].split(" ", -1);
    if (first.length != 3 || !first[2].startsWith("HTTP/1.")) {
      return Optional.empty();
    }
    var headers = new TreeMap<String, String>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    String length = headers.getOrDefault("content-length", "0");
    int size = length.matches("[0-9]{1,6}") ? Math.min(Integer.parseInt(length), LARGEST_BODY) : 0;
    String body = new String(in.readNBytes(size), StandardCharsets.UTF_8);
    return Optional.of(new SceneRequest(first[0], first[1], headers, body));
  }

  /// The target without its query.
  String path() {
    return target.split("\\?", 2)[0];
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  private static String head(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    int ended = 0;
    while (ended < 4 && bytes.size() < LARGEST_HEAD) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      if (bytes.size() == 0 && !Character.isUpperCase(next)) {
        return "";
      }
      bytes.write(next);
      ended = next == (ended % 2 == 0 ? '\r' : '\n') ? ended + 1 : next == '\r' ? 1 : 0;
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
