package app.kolan.server.media.endofturn;

import java.util.function.Consumer;

/// The words of a turn themselves, as features of the model: each word, each pair of neighbours,
/// and the last four by their place. They say what the kinds of words leave open, such as that a
/// question was asked, where many who have said the like were done.
final class LexicalFeatures {
  private static final int PLACES = 4;

  private LexicalFeatures() {}

  static void of(TurnWords words, Consumer<String> to) {
    int size = words.size();
    for (int place = 1; place <= Math.min(PLACES, size) - 1; place++) {
      to.accept("said" + place + ":" + words.fromEnd(place));
    }
    if (size > 2) {
      to.accept("said210:" + words.fromEnd(2) + " " + words.fromEnd(1) + " " + words.fromEnd(0));
    }
    for (int i = 0; i < size; i++) {
      to.accept("said:" + words.get(i));
      if (i > 0) {
        to.accept("said:" + words.get(i - 1) + " " + words.get(i));
      }
    }
  }
}
