package app.kolan.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The windows of one run, subject beside subject.
final class Comparison {
  /// The subject that is no floor and no peer.
  private static final String OURS = "kolan";

  private final List<ReportRow> rows;

  Comparison(List<Window> windows) {
    var rounds = new LinkedHashMap<Key, List<Window>>();
    for (Window window : windows) {
      rounds
          .computeIfAbsent(new Key(window.subject(), window.calls()), _ -> new ArrayList<>())
          .add(window);
    }
    var all = new ArrayList<ReportRow>();
    rounds.forEach((key, of) -> all.add(new ReportRow(key.subject, key.calls, of)));
    rows = List.copyOf(all);
  }

  /// Everything that was measured, the fewest calls first; subjects in the order of their first
  /// window.
  List<ReportRow> rows() {
    return callCounts().stream().flatMap(calls -> rows(calls).stream()).toList();
  }

  List<ReportRow> rows(int calls) {
    return subjects().stream()
        .flatMap(subject -> rows.stream().filter(row -> row.subject().equals(subject)))
        .filter(row -> row.calls() == calls)
        .toList();
  }

  List<Integer> callCounts() {
    return rows.stream().map(ReportRow::calls).distinct().sorted().toList();
  }

  List<String> subjects() {
    return rows.stream().map(ReportRow::subject).distinct().toList();
  }

  /// The subjects that others are measured against.
  List<String> floors() {
    return subjects().stream().filter(subject -> !subject.equals(OURS)).toList();
  }

  /// How often a subject's processor time for a call goes into that of another, in the rounds that
  /// both had; NaN when there is none.
  double ratio(ReportRow row, String floor) {
    Map<Integer, Double> costs = new LinkedHashMap<>();
    rows.stream()
        .filter(other -> other.subject().equals(floor) && other.calls() == row.calls())
        .flatMap(other -> other.rounds().stream())
        .filter(window -> window.cpuMillisPerCallSecond() > 0)
        .forEach(window -> costs.put(window.round(), window.cpuMillisPerCallSecond()));
    return Median.of(
        row.rounds().stream()
            .filter(window -> costs.containsKey(window.round()))
            .mapToDouble(
                window ->
                    window.cpuMillisPerCallSecond()
                        / Objects.requireNonNull(costs.get(window.round()))));
  }

  /// What one row is of.
  private record Key(String subject, int calls) {}
}
