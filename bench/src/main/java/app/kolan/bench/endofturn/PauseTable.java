package app.kolan.bench.endofturn;

import app.kolan.bench.endofturn.Score.Judged;
import app.kolan.server.media.endofturn.EndOfTurnDelay;
import app.kolan.server.media.turns.TurnTiming;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// How often a caller is cut off, and how long he waits: the model against timers.
///
/// A caller who is not done pauses; he is cut off when the pause is longer than the silence that
/// ends the turn. The lengths of pauses are the two upper modes of Campione and Véronis ("A
/// Large-Scale Multilingual Study of Silent Pause Duration", Speech Prosody 2002): log-normal, from
/// 200 ms to 1,000 and beyond, the long ones in spontaneous speech alone. The two medians, spreads
/// and shares are assumptions.
final class PauseTable {
  private static final double LONG_SHARE = 0.3;
  private static final double MEDIUM_MEDIAN = 500;
  private static final double LONG_MEDIAN = 1300;
  private static final double SPREAD = 0.4;

  private PauseTable() {}

  /// A table in Markdown.
  static String of(List<Judged> judged) {
    TurnTiming usual = TurnTiming.USUAL;
    var delay = new EndOfTurnDelay(usual.endpoint(), usual.end(), usual.hold());
    var table = new StringBuilder();
    table.append(
        "| what ends a turn | cut off in a pause | waits, mean | waits, longest tenth from |\n");
    table.append("| --- | --- | --- | --- |\n");
    for (long timer : List.of(400L, 800L, 1200L)) {
      table.append(row(String.format(Locale.ROOT, "%,d ms of silence", timer), judged, _ -> timer));
    }
    table.append(row("the model", judged, one -> delay.millis(one.incomplete())));
    return table.toString();
  }

  private static String row(String name, List<Judged> judged, ToLongFunction<Judged> silence) {
    double cut =
        judged.stream()
            .filter(one -> one.example().incomplete())
            .mapToDouble(one -> longerThan((double) silence.applyAsLong(one)))
            .average()
            .orElse(0);
    long[] waits =
        judged.stream()
            .filter(one -> !one.example().incomplete())
            .mapToLong(silence)
            .sorted()
            .toArray();
    double mean = Arrays.stream(waits).average().orElse(0);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f%% | %,.0f ms | %,d ms |%n",
        name,
        cut * 100,
        mean,
        waits.length == 0 ? 0 : waits[waits.length * 9 / 10]);
  }

  /// The share of pauses that are longer.
  private static double longerThan(double millis) {
    return (1 - LONG_SHARE) * above(millis, MEDIUM_MEDIAN)
        + LONG_SHARE * above(millis, LONG_MEDIAN);
  }

  private static double above(double millis, double median) {
    return 1 - normal(StrictMath.log(millis / median) / SPREAD);
  }

  /// The standard normal distribution, by Abramowitz and Stegun 26.2.17; to 1e-7.
  private static double normal(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double sum =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI) * sum;
    return x > 0 ? 1 - tail : tail;
  }
}
