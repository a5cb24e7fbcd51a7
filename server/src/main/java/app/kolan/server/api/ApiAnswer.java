package app.kolan.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer.
///
/// @param body null for none
/// @param file what is sent in place of a body
/// @param stream what writes the body piece by piece in place of both
public record ApiAnswer(
    int status,
    Map<String, String> headers,
    @Nullable String body,
    @Nullable Slice file,
    @Nullable Stream stream) {
  /// Writes a body whose size is not known before, on a thread of its own; it may block.
  public interface Stream {
    void writeTo(OutputStream to) throws IOException;
  }

  /// A part of a file.
  public record Slice(Path path, long offset, long length) {}

  public ApiAnswer {
    headers = Map.copyOf(headers);
  }

  ApiAnswer(int status, Map<String, String> headers, @Nullable String body, @Nullable Slice file) {
    this(status, headers, body, file, null);
  }

  static ApiAnswer streamed(String type, Stream stream) {
    return new ApiAnswer(200, Map.of("Content-Type", type), null, null, stream);
  }

  static ApiAnswer of(int status, String type, String body) {
    return new ApiAnswer(status, Map.of("Content-Type", type), body, null);
  }

  static ApiAnswer ok(JsonNode body) {
    return of(200, "application/json", body.toString());
  }

  static ApiAnswer created(ObjectNode body) {
    return of(201, "application/json", body.toString());
  }

  static ApiAnswer accepted(ObjectNode body) {
    return of(202, "application/json", body.toString());
  }

  static ApiAnswer nothing() {
    return new ApiAnswer(204, Map.of(), null, null);
  }

  ApiAnswer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new ApiAnswer(status, more, body, file, stream);
  }
}
