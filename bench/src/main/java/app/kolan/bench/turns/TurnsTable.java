package app.kolan.bench.turns;

import app.kolan.server.seen.Stage;
import java.util.List;

/// The table of `docs/turns.md`.
final class TurnsTable {
  private TurnsTable() {}

  static String write(List<Trial> trials) {
    int deciding = deciding(trials);
    var table = new StringBuilder();
    table.append("| calls | what | times | p50 | p90 | p99 | longest |\n");
    table.append("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (Trial trial : trials) {
      row(table, trial, "words known → mind asked", Stage.WORDS_KNOWN, Stage.MIND_ASKED);
      row(table, trial, "first sound → first sent", Stage.FIRST_SOUND, Stage.FIRST_SENT);
      row(table, trial, "speech ended → first sent", Stage.SPEECH_ENDED, Stage.FIRST_SENT);
      row(table, trial, "frame that decides → clear", bargeIn(trial, deciding));
    }
    for (Trial trial : trials) {
      table.append(
          "\n%d calls: %d turns, %d interruptions; %d callers did not get every answer.\n"
              .formatted(
                  trial.calls(),
                  trial.turns().size(),
                  trial.interruptions().size(),
                  trial.incomplete()));
    }
    return table.toString();
  }

  /// After so many frames an interruption is decided: the fewest after which a `clear` ever came.
  private static int deciding(List<Trial> trials) {
    return trials.stream()
        .flatMap(trial -> trial.interruptions().stream())
        .mapToInt(Interruption::frames)
        .min()
        .orElse(1);
  }

  private static Distribution bargeIn(Trial trial, int deciding) {
    return Distribution.of(
        trial.interruptions().stream().map(one -> one.latency(deciding)).toList());
  }

  private static void row(StringBuilder table, Trial trial, String what, Stage from, Stage to) {
    row(table, trial, what, trial.between(from, to));
  }

  private static void row(StringBuilder table, Trial trial, String what, Distribution times) {
    table.append("| %d | %s | %s |\n".formatted(trial.calls(), what, times.cells()));
  }
}
