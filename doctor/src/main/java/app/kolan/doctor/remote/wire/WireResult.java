package app.kolan.doctor.remote.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// The result of a request.
public sealed interface WireResult {
  /// An answer.
  ///
  /// @param version such as `HTTP/1.1`
  /// @param whole whether the body is complete
  /// @param firstByte how long the first byte took
  record Answered(
      int status,
      String version,
      Headers headers,
      Content content,
      boolean whole,
      Duration firstByte)
      implements WireResult {
    public Optional<String> header(String name) {
      return headers.first(name);
    }

    /// The body, decompressed as `Content-Encoding` says.
    public byte[] body() {
      return header("Content-Encoding")
          .filter(coding -> coding.toLowerCase(Locale.ROOT).contains("gzip"))
          .map(_ -> content.unpacked())
          .orElseGet(content::bytes);
    }

    public String text() {
      return new String(body(), StandardCharsets.UTF_8);
    }

    /// The media type, without parameters and in lower case; empty when there is none.
    public String mediaType() {
      String type = header("Content-Type").orElse("");
      int semicolon = type.indexOf(';');
      return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    public boolean isSuccess() {
      return status / 100 == 2;
    }

    public boolean isRedirect() {
      return status / 100 == 3 && headers.has("Location");
    }
  }

  /// No answer.
  record Failed(Failure failure, String detail) implements WireResult {}

  /// Where the exchange failed.
  enum Failure {
    /// The name is not known.
    NAME,
    /// The connection was refused.
    REFUSED,
    /// The connection was not accepted in time.
    CONNECT_TIMEOUT,
    /// There is no route to the address.
    UNREACHABLE,
    /// The TLS handshake failed.
    TLS,
    /// The connection is open, and nothing arrived in time.
    SILENT,
    /// The connection was closed without an answer.
    CLOSED,
    /// What arrived is not HTTP.
    NOT_HTTP,
    /// What arrived is HTTP/2, though the request is HTTP/1.1.
    HTTP2_ALONE
  }

  /// The bytes of an answer's body.
  final class Content {
    private final byte[] bytes;

    Content(byte[] bytes) {
      this.bytes = bytes;
    }

    public byte[] bytes() {
      return bytes.clone();
    }

    public int length() {
      return bytes.length;
    }

    private byte[] unpacked() {
      try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return gzip.readNBytes(WireExchange.LARGEST_BODY);
      } catch (IOException _) {
        return new byte[0];
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Content content && Arrays.equals(bytes, content.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Content[" + bytes.length + "]";
    }
  }
}
