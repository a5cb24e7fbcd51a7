package app.kolan.bench.nodes;

import app.kolan.bench.nodes.CallExperience.End;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What callers and the ledger had of a fault: a row of the table.
///
/// @param calls those that were on while it lasted
/// @param there how many were on the node that had the most when it began
/// @param faults what is wrong in the ledger, in words
/// @param after how long after its end all was as it should be
/// @param isOver whether all was, in the end
record FaultRow(
    String name,
    List<CallExperience> calls,
    long there,
    long leadsLost,
    long leadsDoubled,
    List<String> faults,
    Duration after,
    boolean isOver) {
  static final String HEAD =
      """
      | fault | calls | on one node | moved | asked for a message | cut | leads lost | doubled | \
      rows wrong | silence p50 | p99 | heard again p50 | p99 | TwiML p50 | p99 | whole after |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |""";

  FaultRow {
    calls = List.copyOf(calls);
    faults = List.copyOf(faults);
  }

  /// As the table has it.
  static String name(NodeFault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Whether no call was cut, and no lead lost or doubled.
  boolean isClean() {
    return isOver && count(End.CUT) == 0 && leadsLost == 0 && leadsDoubled == 0 && faults.isEmpty();
  }

  String line() {
    List<CallExperience> moved = calls.stream().filter(call -> call.streams() > 1).toList();
    List<Duration> silences =
        (moved.isEmpty() ? calls : moved).stream().map(CallExperience::longestWait).toList();
    List<Duration> away =
        calls.stream().map(CallExperience::away).flatMap(Optional::stream).toList();
    List<Duration> greetings =
        calls.stream().map(CallExperience::greeted).flatMap(Optional::stream).toList();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %.1f s | %.1f s | %s | %s | %d ms | %d ms | %.1f s |",
        name,
        calls.size(),
        there,
        moved.size(),
        count(End.MESSAGE),
        count(End.CUT),
        leadsLost,
        leadsDoubled,
        faults.size(),
        seconds(percentile(silences, 50)),
        seconds(percentile(silences, 99)),
        away.isEmpty() ? "" : String.format(Locale.ROOT, "%.1f s", seconds(percentile(away, 50))),
        away.isEmpty() ? "" : String.format(Locale.ROOT, "%.1f s", seconds(percentile(away, 99))),
        percentile(greetings, 50).toMillis(),
        percentile(greetings, 99).toMillis(),
        seconds(after));
  }

  private long count(End end) {
    return calls.stream().filter(call -> call.end() == end).count();
  }

  /// The value below which so many of a hundred are; zero of none.
  static Duration percentile(List<Duration> values, int percent) {
    List<Duration> sorted = values.stream().sorted().toList();
    return sorted.isEmpty()
        ? Duration.ZERO
        : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
