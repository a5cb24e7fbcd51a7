package app.kolan.server.normalize;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A noun that is counted, with the forms that Hebrew needs for it.
///
/// @param one the singular, before אחד or אחת
/// @param two the dual, which needs no number (שעתיים); null when two of it are שני or שתי
/// @param few the plural
/// @param many what follows 11 and more, when the text has a sign and no word
record CountedNoun(Gender gender, String one, @Nullable String two, String few, String many) {
  /// So many of it: יום אחד, יומיים, שלושה ימים, עשרים ואחד ימים.
  String counted(long number) {
    return counted(number, number > 10 ? many : few);
  }

  /// So many of it, with the word that the text has where grammar leaves the choice.
  String counted(long number, String plural) {
    if (number == 1) {
      return one + " " + HebrewNumbers.cardinal(1, gender);
    }
    if (number == 2 && two != null) {
      return two;
    }
    return HebrewNumbers.beforeNoun(number, gender) + " " + plural;
  }

  /// So many and a half: חצי שעה, שעה וחצי, שעתיים וחצי, שלוש שעות וחצי.
  String countedAndHalf(long whole, LongFunction<String> counted) {
    if (whole == 0) {
      return "חצי " + one;
    }
    return (whole == 1 ? one : counted.apply(whole)) + " וחצי";
  }
}
