package app.kolan.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many bytes the live objects of a JVM have, as `jcmd PID GC.class_histogram` counts them
/// after a full collection. What is allocated a moment later, which is megabytes under load, is not
/// in it.
final class HeapUse {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d{1,15}\\s+(\\d{1,15})");

  private HeapUse() {}

  /// The bytes of all classes together; [ProcStat#NOT_KNOWN] when there is no such line.
  static long in(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    return total.find() ? Long.parseLong(total.group(1)) : ProcStat.NOT_KNOWN;
  }
}
