package app.kolan.bench.turns;

import app.kolan.server.telemetry.TurnStage;
import java.util.List;

/// The table of `docs/turns.md`.
final class TurnsTable {
  private TurnsTable() {}

  static String write(List<TurnsTrial> trials) {
    int deciding = deciding(trials);
    var table = new StringBuilder();
    table.append("| calls | what | times | p50 | p90 | p99 | longest |\n");
    table.append("| --- | --- | --- | --- | --- | --- | --- |\n");
    for (TurnsTrial trial : trials) {
      row(table, trial, "words known → model asked", TurnStage.WORDS_KNOWN, TurnStage.MODEL_ASKED);
      row(table, trial, "first sound → first sent", TurnStage.FIRST_SOUND, TurnStage.FIRST_SENT);
      row(table, trial, "speech ended → first sent", TurnStage.SPEECH_ENDED, TurnStage.FIRST_SENT);
      row(table, trial, "frame that decides → clear", bargeIn(trial, deciding));
      if (trial.words().count() > 0) {
        row(table, trial, "words in the ledger → on the live page", trial.words());
      }
    }
    for (TurnsTrial trial : trials) {
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
  private static int deciding(List<TurnsTrial> trials) {
    return trials.stream()
        .flatMap(trial -> trial.interruptions().stream())
        .mapToInt(Interruption::frames)
        .min()
        .orElse(1);
  }

  private static Distribution bargeIn(TurnsTrial trial, int deciding) {
    return Distribution.of(
        trial.interruptions().stream().map(one -> one.latency(deciding)).toList());
  }

  private static void row(
      StringBuilder table, TurnsTrial trial, String what, TurnStage from, TurnStage to) {
    row(table, trial, what, trial.between(from, to));
  }

  private static void row(StringBuilder table, TurnsTrial trial, String what, Distribution times) {
    table.append("| %d | %s | %s |\n".formatted(trial.calls(), what, times.cells()));
  }
}
