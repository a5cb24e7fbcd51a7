package app.kolan.server.aftercall;

import app.kolan.server.crm.PlainText;
import app.kolan.server.store.Lead;
import app.kolan.server.store.Recording;
import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A summary in Hebrew of what is stored of a call, without a language model.
final class SummaryWithoutModel {
  private static final int MOST_OF_WORDS = 300;
  private static final int MOST_OF_SUBJECT = 120;

  private SummaryWithoutModel() {}

  static String text(FinishedCall facts) {
    var parts = new ArrayList<String>();
    String number = facts.call().caller().isDialable() ? facts.call().caller().value() : "";
    String who =
        facts.name().map(name -> plain(name, MOST_OF_SUBJECT)).orElse("")
            + (number.isEmpty() ? "" : (facts.name().isPresent() ? ", " : "") + number);
    parts.add(who.isEmpty() ? "פנייה ממספר חסוי." : "פנייה מאת " + who + ".");
    Lead lead = facts.lead();
    if (lead != null && lead.callback() != null && !lead.callback().equals(facts.call().caller())) {
      parts.add("לחזור למספר " + lead.callback().value() + ".");
    }
    facts.reason().ifPresent(reason -> parts.add("בנושא: " + sentence(reason)));
    facts.recordings().forEach(recording -> parts.add(message(recording)));
    if (facts.reason().isEmpty() && facts.recordings().isEmpty()) {
      firstWords(facts.turns()).ifPresent(words -> parts.add("נאמר: " + sentence(words)));
    }
    outcome(facts).ifPresent(parts::add);
    return String.join(" ", parts);
  }

  /// The reason in words; of a message, its beginning.
  static Optional<String> subject(FinishedCall facts) {
    return facts
        .reason()
        .or(
            () ->
                facts.recordings().stream()
                    .map(Recording::words)
                    .filter(FinishedCall::isSaid)
                    .map(String::valueOf)
                    .findFirst())
        .map(words -> plain(words, MOST_OF_SUBJECT));
  }

  private static String message(Recording recording) {
    Duration length = recording.length();
    String message =
        length == null ? "הושארה הודעה מוקלטת" : "הושארה הודעה מוקלטת באורך " + duration(length);
    return FinishedCall.isSaid(recording.words())
        ? message + ": " + sentence(String.valueOf(recording.words()))
        : message + ".";
  }

  private static String duration(Duration length) {
    long seconds = Math.max(1, Math.round(length.toMillis() / 1000.0));
    return "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  private static Optional<String> firstWords(List<Turn> turns) {
    return turns.stream()
        .filter(turn -> turn.speaker() == Speaker.CALLER && FinishedCall.isSaid(turn.words()))
        .map(turn -> String.valueOf(turn.words()))
        .findFirst();
  }

  private static Optional<String> outcome(FinishedCall facts) {
    return switch (facts.call().outcome()) {
      case HANDED_OVER -> Optional.of("השיחה הועברה.");
      case BROKEN -> Optional.of("השיחה נקטעה בתקלה.");
      case OPEN, FINISHED, HUNG_UP -> Optional.empty();
    };
  }

  private static String sentence(String words) {
    String text = plain(words, MOST_OF_WORDS);
    return text.matches(".*[.!?…]") ? text : text + ".";
  }

  /// On one line, without invisible marks, at most so long.
  static String plain(String words, int most) {
    String text = PlainText.of(words).replaceAll("\\s+", " ");
    return text.length() <= most ? text : text.substring(0, most - 1).strip() + "…";
  }
}
