package app.kolan.server.console.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Texts made short for the way.
final class Compression {
  private static final int WORTH_IT = 1024;

  private Compression() {}

  /// Whether a browser takes it.
  static boolean isWanted(@Nullable String acceptEncoding) {
    return acceptEncoding != null && acceptEncoding.toLowerCase(Locale.ROOT).contains("gzip");
  }

  /// The bytes, shorter; null when that is not worth it.
  static byte @Nullable [] gzip(byte[] bytes) {
    if (bytes.length < WORTH_IT) {
      return null;
    }
    var out = new ByteArrayOutputStream(bytes.length / 3);
    try (var gzip = new GZIPOutputStream(out, 8192)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size() < bytes.length ? out.toByteArray() : null;
  }
}
