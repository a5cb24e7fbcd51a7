package app.kolan.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// Whether what a server holds has grown over many windows: the mean of the last quarter of them
/// against that of the second, since in the first a server still warms up.
final class ResourceGrowth {
  private static final int FEWEST = 8;
  private static final double SLACK = 0.05;

  private ResourceGrowth() {}

  /// A line for each figure.
  ///
  /// @param windows in their order
  static List<String> judge(List<ResourceUsage> windows) {
    if (windows.size() < FEWEST) {
      return List.of("too few windows to tell what grows: %d needed".formatted(FEWEST));
    }
    var lines = new ArrayList<String>();
    lines.add(judge("live heap", windows, ResourceUsage::heap));
    lines.add(judge("memory", windows, ResourceUsage::rss));
    lines.add(judge("threads", windows, ResourceUsage::threads));
    lines.add(judge("open files", windows, ResourceUsage::files));
    lines.add(judge("write-ahead log", windows, ResourceUsage::log));
    return lines;
  }

  private static String judge(
      String what, List<ResourceUsage> windows, ToLongFunction<ResourceUsage> of) {
    if (windows.stream().mapToLong(of).anyMatch(value -> value == ProcStat.NOT_KNOWN)) {
      return what + ": not known";
    }
    int quarter = windows.size() / 4;
    double early = mean(windows.subList(quarter, 2 * quarter), of);
    double late = mean(windows.subList(windows.size() - quarter, windows.size()), of);
    double change = early == 0 ? 0 : late / early - 1;
    return String.format(
        Locale.ROOT, "%s: %s, %+.1f %%", what, change > SLACK ? "grows" : "flat", 100 * change);
  }

  private static double mean(List<ResourceUsage> windows, ToLongFunction<ResourceUsage> of) {
    return windows.stream().mapToLong(of).average().orElse(0);
  }
}
