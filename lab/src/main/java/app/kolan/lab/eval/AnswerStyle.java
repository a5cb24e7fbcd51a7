package app.kolan.lab.eval;

import java.util.regex.Pattern;

/// How an answer is written that a voice reads aloud on the telephone.
final class AnswerStyle {
  private static final Pattern MARKUP =
      Pattern.compile("[*_#`|\\[\\]{}()<>/\\\\•→]|\\p{IsEmoji_Presentation}");
  private static final Pattern LIST_ITEM = Pattern.compile("(?m)^\\s*(?:[-–—]|\\d{1,2}[.)])\\s");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?…]+(?=\\s|$)");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /// Two sentences are asked for; a third such as "one moment" does no harm.
  private static final int MOST_SENTENCES = 3;

  private static final int MOST_WORDS = 40;

  private AnswerStyle() {}

  /// Whether it has no lists, markup, emoji, slashes or brackets.
  static boolean isPlain(String answer) {
    return !MARKUP.matcher(answer).find() && !LIST_ITEM.matcher(answer).find();
  }

  /// Whether it is short, and asks one thing at most.
  static boolean isBrief(String answer) {
    long sentences = SENTENCE_END.matcher(answer).results().count();
    long questions = answer.chars().filter(letter -> letter == '?').count();
    long words = SPACE.splitAsStream(answer.strip()).count();
    return sentences <= MOST_SENTENCES && questions <= 1 && words <= MOST_WORDS;
  }
}
