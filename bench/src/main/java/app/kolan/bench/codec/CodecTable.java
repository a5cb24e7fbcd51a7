package app.kolan.bench.codec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/// The figures of all benchmarks as a Markdown table: time and allocation of one operation. On a
/// busy machine the best iteration is more reliable than the mean.
final class CodecTable {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private CodecTable() {}

  static String write(Collection<RunResult> results) {
    var table = new StringBuilder();
    table.append("| what | ns | ± 99.9 % | best | bytes allocated |\n");
    table.append("| --- | ---: | ---: | ---: | ---: |\n");
    results.stream()
        .sorted(Comparator.comparing(result -> name(result.getParams())))
        .forEach(result -> table.append(row(result)));
    return table.toString();
  }

  private static String row(RunResult result) {
    Statistics times = result.getPrimaryResult().getStatistics();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    return "| %s | %s | %s | %s | %s |\n"
        .formatted(
            name(result.getParams()),
            number(times.getMean()),
            number(times.getMeanErrorAt(0.999)),
            number(times.getMin()),
            allocated == null ? "–" : number(allocated.getScore()));
  }

  /// Such as `Detecting.frame (LAYERED, SPEECH)`.
  private static String name(BenchmarkParams benchmark) {
    String[] path = benchmark.getBenchmark().split("\\.", -1);
    String name = path[path.length - 2] + "." + path[path.length - 1];
    String choices =
        benchmark.getParamsKeys().stream()
            .map(benchmark::getParam)
            .collect(Collectors.joining(", "));
    return choices.isEmpty() ? name : name + " (" + choices + ")";
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }
}
