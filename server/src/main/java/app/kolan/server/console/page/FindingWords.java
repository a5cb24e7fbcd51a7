package app.kolan.server.console.page;

import app.kolan.server.console.http.Ui;
import app.kolan.server.console.settings.ProblemWords;
import app.kolan.server.console.settings.ProblemWords.Line;
import app.kolan.server.examination.ExaminationFinding.Level;
import app.kolan.server.examination.ExaminationRun;
import app.kolan.twilio.problem.Explanation;
import app.kolan.twilio.problem.ExplanationLanguage;
import app.kolan.twilio.problem.Explanations;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the doctor says, in the language of a page as far as there are words for it.
public final class FindingWords {
  private static final Pattern SPECIAL =
      Pattern.compile("`([^`]*)`|\u2068([^\u2068\u2069]*)\u2069");
  private static final Pattern HEBREW = Pattern.compile("[א-ת]");

  private FindingWords() {}

  /// A sentence of the doctor's.
  public static Line of(String sentence, Ui ui) {
    return ProblemWords.ofDoctor(sentence, ui.language());
  }

  /// A piece of a sentence.
  ///
  /// @param code whether it is code, such as a line of a configuration
  /// @param foreign whether it is read from left to right in words that are not
  public record Piece(String text, boolean code, boolean foreign) {}

  /// The pieces of a sentence: what is between backticks is code, and what is isolated stands in
  /// its own direction.
  public static List<Piece> pieces(String sentence) {
    var pieces = new ArrayList<Piece>();
    Matcher special = SPECIAL.matcher(sentence);
    int from = 0;
    while (special.find()) {
      pieces.add(new Piece(sentence.substring(from, special.start()), false, false));
      String code = special.group(1);
      String isolated = special.group(2);
      pieces.add(
          code != null
              ? new Piece(code, true, true)
              : new Piece(isolated, false, !HEBREW.matcher(isolated).find()));
      from = special.end();
    }
    pieces.add(new Piece(sentence.substring(from), false, false));
    return pieces;
  }

  /// Why a line of a file cannot be used.
  public static Line ofFile(String problem, Ui ui) {
    return ProblemWords.ofFile(problem, ui.language());
  }

  /// How a level is coloured.
  public static String tone(Level level) {
    return switch (level) {
      case FINE -> "good";
      case NOTE -> "";
      case WARNING -> "warn";
      case BROKEN -> "bad";
    };
  }

  /// What came of an examination that is over, in one sentence.
  public static String summary(ExaminationRun run, Ui ui) {
    long broken = run.count(Level.BROKEN);
    long warnings = run.count(Level.WARNING);
    return switch (run.state()) {
      case RUNNING -> ui.t("numbers.doctor.running");
      case ABANDONED -> ui.t("numbers.doctor.abandoned");
      case FAILED -> ui.t("numbers.doctor.failed");
      case DONE -> {
        if (broken > 0) {
          yield ui.n("numbers.doctor.broken", broken);
        }
        yield warnings > 0
            ? ui.n("numbers.doctor.warnings", warnings)
            : ui.t("numbers.doctor.well");
      }
    };
  }

  /// What Kolan knows of a code of Twilio's; null for nothing.
  public static @Nullable Explanation explanation(int code, Ui ui) {
    ExplanationLanguage language =
        switch (ui.language()) {
          case HEBREW -> ExplanationLanguage.HEBREW;
          case ENGLISH -> ExplanationLanguage.ENGLISH;
        };
    return Explanations.in(language).withCode(code).orElse(null);
  }

  /// The name of a code; empty for one that is not known.
  public static String title(int code, Ui ui) {
    Explanation known = explanation(code, ui);
    return known == null ? "" : known.title();
  }
}
