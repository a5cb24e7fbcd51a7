package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file or a sound, or a part of it, as RFC 9110, section 14 has it. One range is served; of
/// more, or of what is none, the whole is.
public final class Ranges {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

  private Ranges() {}

  /// What is sent.
  ///
  /// @param status 416, and no bytes, when there are none where the range is
  public record Part(int status, Map<String, String> headers, long offset, long length) {
    public Part {
      headers = Map.copyOf(headers);
    }
  }

  /// Which part of something is sent.
  ///
  /// @param size of the whole, in bytes
  /// @param range the `Range`; null for none
  /// @param ifRange the `If-Range`: of something else than this the whole is sent
  public static Part part(
      long size, String etag, String type, @Nullable String range, @Nullable String ifRange) {
    Matcher asked = RANGE.matcher(range == null ? "" : range.strip());
    boolean isWhole =
        !asked.matches()
            || (asked.group(1).isEmpty() && asked.group(2).isEmpty())
            || isBackwards(asked.group(1), asked.group(2))
            || (ifRange != null && !ifRange.strip().equals(etag));
    if (isWhole) {
      return new Part(
          200, Map.of("Content-Type", type, "Accept-Ranges", "bytes", "ETag", etag), 0, size);
    }
    boolean isEnd = asked.group(1).isEmpty();
    long first =
        isEnd ? Math.max(0, size - Long.parseLong(asked.group(2))) : Long.parseLong(asked.group(1));
    long last =
        isEnd || asked.group(2).isEmpty()
            ? size - 1
            : Math.min(size - 1, Long.parseLong(asked.group(2)));
    if (first > last) {
      return new Part(416, Map.of("Content-Range", "bytes */" + size), 0, 0);
    }
    return new Part(
        206,
        Map.of(
            "Content-Type",
            type,
            "Accept-Ranges",
            "bytes",
            "ETag",
            etag,
            "Content-Range",
            "bytes %d-%d/%d".formatted(first, last, size)),
        first,
        last - first + 1);
  }

  /// A file, or a part of it.
  public static ApiAnswer answer(
      Path file, String type, @Nullable String range, @Nullable String ifRange) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw ApiProblem.unknown("sound");
    }
    long size = Files.size(file);
    String etag = "\"%x-%x\"".formatted(size, Files.getLastModifiedTime(file).toMillis());
    Part part = part(size, etag, type, range, ifRange);
    if (part.status() == 416) {
      ApiAnswer problem =
          new ApiProblem(Kind.RANGE, "The file has %d bytes.".formatted(size)).answer();
      return problem.with("Content-Range", "bytes */" + size);
    }
    return new ApiAnswer(
        part.status(),
        part.headers(),
        null,
        new ApiAnswer.Slice(file, part.offset(), part.length()));
  }

  private static boolean isBackwards(String first, String last) {
    return !first.isEmpty() && !last.isEmpty() && Long.parseLong(first) > Long.parseLong(last);
  }
}
