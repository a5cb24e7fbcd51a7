package app.kolan.server.console.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Texts made short for the way.
final class Compression {
  /// For what is sent once: a third of the usual time, a tenth longer.
  static final int QUICK = 2;

  static final int USUAL = 6;

  private static final int WORTH_IT = 1024;

  private Compression() {}

  /// Whether a browser takes it.
  static boolean isWanted(@Nullable String acceptEncoding) {
    return acceptEncoding != null && acceptEncoding.toLowerCase(Locale.ROOT).contains("gzip");
  }

  /// The bytes, shorter; null when that is not worth it.
  ///
  /// @param level up to nine, the shortest
  static byte @Nullable [] gzip(byte[] bytes, int level) {
    if (bytes.length < WORTH_IT) {
      return null;
    }
    var out = new ByteArrayOutputStream(bytes.length / 3);
    try (var gzip = new LevelledGzip(out, level)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.size() < bytes.length ? out.toByteArray() : null;
  }

  private static final class LevelledGzip extends GZIPOutputStream {
    LevelledGzip(OutputStream out, int level) throws IOException {
      super(out, 8192);
      def.setLevel(level);
    }
  }
}
