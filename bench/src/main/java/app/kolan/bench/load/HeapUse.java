package app.kolan.bench.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much of its heap a JVM uses, as `jcmd PID GC.heap_info` tells it.
final class HeapUse {
  private static final Pattern USED =
      Pattern.compile(
          "(?m)^\\s*(?:garbage-first heap|ZHeap|DefNew|Tenured|PSYoungGen|"
              + "ParOldGen|Shenandoah Heap).*?used (\\d{1,12})([KMG])");

  private HeapUse() {}

  /// The bytes in all generations of the heap; [ProcStat#NOT_KNOWN] when none is named.
  static long in(String heapInfo) {
    Matcher used = USED.matcher(heapInfo);
    long bytes = 0;
    boolean found = false;
    while (used.find()) {
      found = true;
      bytes += Long.parseLong(used.group(1)) << shift(used.group(2));
    }
    return found ? bytes : ProcStat.NOT_KNOWN;
  }

  private static int shift(String unit) {
    return switch (unit) {
      case "K" -> 10;
      case "M" -> 20;
      default -> 30;
    };
  }
}
