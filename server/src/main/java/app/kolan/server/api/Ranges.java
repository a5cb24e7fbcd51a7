package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file or a part of it, as RFC 9110, section 14 has it. One range is served; of more, or of what
/// is none, the whole file is.
public final class Ranges {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

  private Ranges() {}

  /// @param range the `Range`; null for none
  /// @param ifRange the `If-Range`: of another file than this one the whole is sent
  public static ApiAnswer answer(
      Path file, String type, @Nullable String range, @Nullable String ifRange) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw ApiProblem.unknown("sound");
    }
    long size = Files.size(file);
    String etag = "\"%x-%x\"".formatted(size, Files.getLastModifiedTime(file).toMillis());
    Matcher asked = RANGE.matcher(range == null ? "" : range.strip());
    boolean isWhole =
        !asked.matches()
            || (asked.group(1).isEmpty() && asked.group(2).isEmpty())
            || isBackwards(asked.group(1), asked.group(2))
            || (ifRange != null && !ifRange.strip().equals(etag));
    if (isWhole) {
      return part(200, file, type, 0, size).with("ETag", etag);
    }
    boolean isEnd = asked.group(1).isEmpty();
    long first =
        isEnd ? Math.max(0, size - Long.parseLong(asked.group(2))) : Long.parseLong(asked.group(1));
    long last =
        isEnd || asked.group(2).isEmpty()
            ? size - 1
            : Math.min(size - 1, Long.parseLong(asked.group(2)));
    if (first > last) {
      return new ApiProblem(Kind.RANGE, "The file has %d bytes.".formatted(size))
          .answer()
          .with("Content-Range", "bytes */" + size);
    }
    return part(206, file, type, first, last - first + 1)
        .with("Content-Range", "bytes %d-%d/%d".formatted(first, last, size))
        .with("ETag", etag);
  }

  private static boolean isBackwards(String first, String last) {
    return !first.isEmpty() && !last.isEmpty() && Long.parseLong(first) > Long.parseLong(last);
  }

  private static ApiAnswer part(int status, Path file, String type, long offset, long length) {
    return new ApiAnswer(
        status,
        Map.of("Content-Type", type, "Accept-Ranges", "bytes"),
        null,
        new ApiAnswer.Slice(file, offset, length));
  }
}
