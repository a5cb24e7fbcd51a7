package app.kolan.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many bytes the live objects of a JVM have, as `jcmd PID GC.class_histogram` counts them
/// after a full collection. What is allocated a moment later, which is megabytes under load, is not
/// in it, nor what the collector fills gaps with, which the JVM counts among the objects: with many
/// threads it is megabytes, too, and no object's.
final class HeapUse {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d{1,15}\\s+(\\d{1,15})");

  private static final Pattern FILLER =
      Pattern.compile(
          "(?m)^\\s*\\d+:\\s+\\d{1,15}\\s+(\\d{1,15})\\s+(?:\\[L)?jdk\\.internal\\.vm\\.Filler");

  private HeapUse() {}

  /// The bytes of all classes together but fillers; [ProcStat#NOT_KNOWN] when there is no total.
  static long in(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      return ProcStat.NOT_KNOWN;
    }
    long fillers =
        FILLER.matcher(histogram).results().mapToLong(line -> Long.parseLong(line.group(1))).sum();
    return Long.parseLong(total.group(1)) - fillers;
  }
}
