package app.kolan.bench.load;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What the terminal shows while a bench runs: a line for each second, and notes.
record Progress(PrintWriter out) {
  private static final double ENOUGH_TO_TELL = 0.005;

  void note(String text, Object... values) {
    out.printf(Locale.ROOT, text + "%n", values);
    out.flush();
  }

  /// @param where such as `kolan 500, round 1`
  /// @param what such as `warm-up` or `12 s`
  void second(
      String where,
      String what,
      long up,
      double cpu,
      double generator,
      LoadStatistics sum,
      long lost) {
    note(
        "%-22s %-8s %5d up  server %3.0f %%  generator %3.0f %%  p99 %7.2f ms  lost %d  broken %d",
        where,
        what,
        up,
        100 * cpu,
        100 * generator,
        sum.latency.getValueAtPercentile(99) / 1000.0,
        lost,
        sum.broken());
  }

  /// Where the server's processor time went, by the names of its threads.
  void threads(Map<String, Double> before, Map<String, Double> after, double seconds) {
    String most =
        after.entrySet().stream()
            .map(
                entry ->
                    Map.entry(
                        entry.getKey(),
                        (entry.getValue() - before.getOrDefault(entry.getKey(), 0.0)) / seconds))
            .filter(entry -> entry.getValue() > ENOUGH_TO_TELL)
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(entry -> "%s %.1f %%".formatted(entry.getKey(), 100 * entry.getValue()))
            .collect(Collectors.joining(", "));
    note("  threads: %s", most.isEmpty() ? "none worth telling" : most);
  }
}
