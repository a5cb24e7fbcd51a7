package app.kolan.server.media.endofturn;

import java.util.OptionalDouble;
import java.util.Set;

/// A list of words after which an English speaker goes on, and dictated numbers. Of other words it
/// knows nothing.
final class EnglishEndOfTurn implements EndOfTurnModel {
  private static final OptionalDouble MORE = OptionalDouble.of(1);
  private static final OptionalDouble OVER = OptionalDouble.of(0);

  private static final Set<String> WORDS =
      Set.of(
          "and", "or", "but", "because", "so", "the", "a", "an", "to", "of", "with", "for", "at",
          "my", "your", "if", "that", "uh", "um", "er", "like", "is");

  @Override
  public OptionalDouble incomplete(TurnText turn) {
    TurnWords words = TurnWords.of(turn.words());
    if (words.isEmpty()) {
      return OptionalDouble.empty();
    }
    NumberState number = NumberState.of(words, DictatedDigits.atTheEndOf(words), turn.asked());
    return switch (number) {
      case PARTIAL, SHORT -> MORE;
      case WHOLE -> OVER;
      case LONG -> MORE;
      case NONE -> {
        boolean isOver = turn.words().strip().matches("(?s).*[.?!]") && !words.trails();
        boolean open = words.trails() || !isOver && WORDS.contains(words.fromEnd(0));
        yield open ? MORE : OptionalDouble.empty();
      }
    };
  }
}
