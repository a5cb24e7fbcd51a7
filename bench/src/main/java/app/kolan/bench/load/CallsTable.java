package app.kolan.bench.load;

import app.kolan.bench.report.Window;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// The windows of a run as a table for the terminal.
final class CallsTable {
  private static final String HEAD =
      "subject      calls rnd | CPU %  ms/call-s  us/frame | added p50    p99    max ms | lost   late"
          + "  under broken | audio  msgs | heap KiB RSS MiB | GC p99 ms | generator %  others %";

  private CallsTable() {}

  static String write(List<Window> windows) {
    var table = new StringBuilder(HEAD).append('\n');
    windows.forEach(window -> table.append(row(window)).append('\n'));
    if (windows.stream().anyMatch(WindowRun::generatorWasTheLimit)) {
      table.append("* the generator was the limit, not the server\n");
    }
    return table.toString();
  }

  private static String row(Window window) {
    return String.format(
        Locale.ROOT,
        "%-12s %5d %3d | %5.1f  %9.3f  %8.1f | %9.2f %7.2f %7.2f | %4d %6d  %5d %6d | %5.2f %5.1f |"
            + " %8s %7.0f | %9.1f | %11.0f  %8.0f%s",
        window.subject(),
        window.calls(),
        window.round(),
        100 * window.cpuShare(),
        window.cpuMillisPerCallSecond(),
        window.cpuMicrosPerFrame(),
        millis(window.latency(), 50),
        millis(window.latency(), 99),
        millis(window.latency(), 100),
        window.lost(),
        window.late(),
        window.underruns(),
        window.broken(),
        window.audioPerCallSecond(),
        window.messagesPerCallSecond(),
        window.heapPerCall() < 0 ? "-" : String.valueOf(window.heapPerCall() / 1024),
        window.rss() / 1048576.0,
        p99(window.pauses()),
        100 * window.generatorBusy(),
        100 * window.othersBusy(),
        WindowRun.generatorWasTheLimit(window) ? " *" : "");
  }

  private static double millis(Histogram micros, double percent) {
    return micros.getValueAtPercentile(percent) / 1000.0;
  }

  private static double p99(List<Double> pauses) {
    List<Double> sorted = pauses.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
  }
}
