package app.kolan.server.media.endofturn;

import java.util.OptionalDouble;

/// Asks the model of the language in which a transcript is written: Hebrew as soon as it has a
/// Hebrew letter, or nothing but digits.
///
/// @param hebrew for Hebrew, and for numbers
/// @param other for the rest
record LanguageEndOfTurn(EndOfTurnModel hebrew, EndOfTurnModel other) implements EndOfTurnModel {
  @Override
  public OptionalDouble incomplete(TurnText turn) {
    return (isHebrew(turn.words()) ? hebrew : other).incomplete(turn);
  }

  private static boolean isHebrew(String words) {
    boolean letters = false;
    for (int i = 0; i < words.length(); i++) {
      char letter = words.charAt(i);
      if (letter >= 'א' && letter <= 'ת') {
        return true;
      }
      letters |= Character.isLetter(letter);
    }
    return !letters;
  }
}
