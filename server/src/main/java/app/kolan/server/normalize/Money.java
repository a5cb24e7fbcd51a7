package app.kolan.server.normalize;

import java.util.Map;
import java.util.Optional;

/// Sums in a currency and its hundredths: תשעה עשר שקלים ותשעים אגורות.
final class Money {
  private static final Map<String, String> HUNDREDTHS =
      Map.of("שקל", "אגורה", "דולר", "סנט", "אירו", "סנט", "יורו", "סנט", "פאונד", "פני");

  private Money() {}

  static boolean isCurrency(CountedNoun noun) {
    return HUNDREDTHS.containsKey(noun.one());
  }

  /// The sum in words; empty when the noun is no currency or the fraction finer than hundredths.
  static Optional<String> said(Amount amount, CountedNoun noun) {
    String hundredth = HUNDREDTHS.get(noun.one());
    int hundredths = amount.hundredths();
    if (hundredth == null || amount.isWhole() || hundredths < 0) {
      return Optional.empty();
    }
    String sum = noun.counted(amount.whole());
    if (hundredths == 0) {
      return Optional.of(sum);
    }
    String rest = CountedNouns.noun(hundredth).counted(hundredths);
    return Optional.of(amount.whole() == 0 ? rest : sum + " ו" + rest);
  }
}
