package app.kolan.bench.turns;

import app.kolan.server.telemetry.TurnStage;
import java.util.List;
import java.util.Locale;

/// The table of how long a caller waits, in `docs/turns.md`.
final class GapTable {
  private GapTable() {}

  static String write(List<GapTrial> trials) {
    var table = new StringBuilder();
    table.append("| answers | what | times | p50 | p95 |\n| --- | --- | --- | --- | --- |\n");
    for (GapTrial trial : trials) {
      row(table, trial, "**the caller waits**", Distribution.of(trial.gaps()));
      row(table, trial, "silence until the turn is over", trial.untilTheTurnWasOver());
      stage(table, trial, "then speech-to-text", TurnStage.SPEECH_ENDED, TurnStage.WORDS_KNOWN);
      stage(table, trial, "language model", TurnStage.WORDS_KNOWN, TurnStage.FIRST_TOKEN);
      stage(table, trial, "to the first clause", TurnStage.FIRST_TOKEN, TurnStage.VOICE_ASKED);
      stage(table, trial, "text-to-speech", TurnStage.VOICE_ASKED, TurnStage.FIRST_SOUND);
      stage(table, trial, "to the socket", TurnStage.FIRST_SOUND, TurnStage.FIRST_SENT);
    }
    return table.toString();
  }

  private static void stage(
      StringBuilder table, GapTrial trial, String what, TurnStage from, TurnStage to) {
    row(table, trial, what, trial.between(from, to));
  }

  private static void row(StringBuilder table, GapTrial trial, String what, Distribution times) {
    table.append(
        times.count() == 0
            ? "| %s | %s | 0 | – | – |\n".formatted(name(trial), what)
            : String.format(
                Locale.ROOT,
                "| %s | %s | %d | %,.0f ms | %,.0f ms |\n",
                name(trial),
                what,
                times.count(),
                times.percentile(50),
                times.percentile(95)));
  }

  private static String name(GapTrial trial) {
    return trial.preemptive() ? "as set by default" : "asked when the turn is over";
  }
}
