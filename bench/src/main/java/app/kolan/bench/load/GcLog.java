package app.kolan.bench.load;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The log that a JVM writes of its garbage collections, with `-Xlog:gc*`.
///
/// G1, Serial and Parallel write a line for each pause; so does ZGC, for its very short ones.
final class GcLog {
  private static final Pattern PAUSE =
      Pattern.compile("(?m)GC\\(\\d+\\)(?: [YyOo]:)? Pause .*? (\\d{1,7}\\.\\d{1,6})ms\\s*$");

  private final Path file;

  GcLog(Path file) {
    this.file = file;
  }

  /// The option with which a JVM writes it.
  String option() {
    return "-Xlog:gc*:file=" + file + ":uptime,level,tags:filecount=0";
  }

  /// How much has been written: a place to read from later.
  long end() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /// The pauses written between two places, in milliseconds.
  List<Double> pauses(long from, long to) {
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      var bytes = new byte[Math.toIntExact(Math.clamp(to - from, 0, Integer.MAX_VALUE - 8))];
      log.seek(Math.max(0, from));
      log.readFully(bytes);
      return pausesIn(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return List.of();
    }
  }

  static List<Double> pausesIn(String log) {
    return PAUSE.matcher(log).results().map(found -> Double.valueOf(found.group(1))).toList();
  }
}
