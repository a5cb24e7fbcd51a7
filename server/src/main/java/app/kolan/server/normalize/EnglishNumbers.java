package app.kolan.server.normalize;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/// Numbers in English words, as ICU spells them.
final class EnglishNumbers {
  private static final RuleBasedNumberFormat FORMAT =
      new RuleBasedNumberFormat(Locale.ENGLISH, RuleBasedNumberFormat.SPELLOUT);

  private EnglishNumbers() {}

  static String cardinal(long number) {
    return spelled(number, "%spellout-cardinal");
  }

  static String ordinal(long number) {
    return spelled(number, "%spellout-ordinal");
  }

  static String year(long year) {
    return spelled(year, "%spellout-numbering-year");
  }

  static String digits(String digits) {
    return digits.chars().mapToObj(digit -> cardinal(digit - '0')).collect(Collectors.joining(" "));
  }

  static String of(Amount amount) {
    return cardinal(amount.whole())
        + (amount.isWhole() ? "" : " point " + digits(amount.fraction()));
  }

  /// ICU's format is not thread-safe.
  private static String spelled(long number, String ruleSet) {
    synchronized (FORMAT) {
      return FORMAT.format(number, ruleSet);
    }
  }
}
