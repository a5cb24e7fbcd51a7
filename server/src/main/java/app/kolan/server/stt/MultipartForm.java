package app.kolan.server.stt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A form with a file in it, as `multipart/form-data` (RFC 7578).
final class MultipartForm {
  private final String boundary = "kolan-" + UUID.randomUUID();
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

  void field(String name, String value) {
    part("name=\"" + name + "\"", "");
    write(value + "\r\n");
  }

  void file(String name, String fileName, String type, byte[] content) {
    part(
        "name=\"%s\"; filename=\"%s\"".formatted(name, fileName), "Content-Type: " + type + "\r\n");
    parts.writeBytes(content);
    write("\r\n");
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /// The complete body; nothing can be added after it.
  byte[] body() {
    write("--" + boundary + "--\r\n");
    return parts.toByteArray();
  }

  private void part(String disposition, String type) {
    write("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n");
    write(type + "\r\n");
  }

  private void write(String text) {
    parts.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
