package app.kolan.server.media.endofturn;

import java.util.function.Consumer;

/// The words of a turn themselves, as features of the model: each word, each pair of neighbours,
/// and the last four by their place; and the same of words without the letters that are written
/// before them ("ו", "ה", "ב", "ל", "מ", "ש", "כ"), so that one form of a word tells of another.
/// They say what the kinds of words leave open, such as that a question was asked, where many who
/// have said the like were done.
final class LexicalFeatures {
  private static final int PLACES = 4;
  private static final int PLACES_OF_STEMS = 3;
  private static final String PREFIXES = "ובהלמשכ";
  private static final int MOST_PREFIXES = 2;

  /// What is left of a word without prefixes has at least three letters.
  private static final int SHORTEST_PREFIXED = 4;

  private LexicalFeatures() {}

  static void of(TurnWords words, Consumer<String> to) {
    int size = words.size();
    for (int place = 1; place <= Math.min(PLACES, size) - 1; place++) {
      to.accept("said" + place + ":" + words.fromEnd(place));
    }
    if (size > 2) {
      to.accept("said210:" + words.fromEnd(2) + " " + words.fromEnd(1) + " " + words.fromEnd(0));
    }
    String stemBefore = "";
    for (int i = 0; i < size; i++) {
      String stem = stem(words.get(i));
      int place = size - 1 - i;
      to.accept("said:" + words.get(i));
      to.accept("said~:" + stem);
      if (place < PLACES_OF_STEMS) {
        to.accept("said~" + place + ":" + stem);
      }
      if (i > 0) {
        to.accept("said:" + words.get(i - 1) + " " + words.get(i));
        to.accept("said~:" + stemBefore + " " + stem);
      }
      stemBefore = stem;
    }
  }

  /// A word without its prefixes, by their letters alone: "הלקוח" and "ללקוח" are "קוח", too. That
  /// they are one matters, and not what it is.
  private static String stem(String word) {
    int from = 0;
    while (from < MOST_PREFIXES
        && word.length() - from >= SHORTEST_PREFIXED
        && PREFIXES.indexOf(word.charAt(from)) >= 0) {
      from++;
    }
    return word.substring(from);
  }
}
