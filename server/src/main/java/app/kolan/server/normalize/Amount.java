package app.kolan.server.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number as it is written: `1,250.50`, `12`, `3.5`.
///
/// @param fraction the digits after the point; empty when there is none
record Amount(long whole, String fraction) {
  /// What a number looks like. It is of at most twelve digits before the point.
  static final String WRITTEN =
      "(?:\\d{1,3}(?:,\\d{3}){1,3}(?!\\d|,\\d)|\\d{1,12}(?!\\d))(?:\\.\\d{1,9}(?!\\d|\\.\\d))?";

  private static final Pattern PARTS = Pattern.compile("([\\d,]+)(?:\\.(\\d+))?");

  static Amount of(String written) {
    Matcher parts = PARTS.matcher(written);
    if (!parts.matches()) {
      throw new IllegalStateException("no number");
    }
    @Nullable String fraction = parts.group(2);
    return new Amount(
        Long.parseLong(parts.group(1).replace(",", "")), fraction == null ? "" : fraction);
  }

  boolean isWhole() {
    return fraction.isEmpty();
  }

  /// Whether exactly a half is left over.
  boolean isAndHalf() {
    return fraction.equals("5") || fraction.equals("50");
  }

  /// The hundredths, when the fraction is no finer than that.
  int hundredths() {
    return switch (fraction.length()) {
      case 0 -> 0;
      case 1 -> Integer.parseInt(fraction) * 10;
      case 2 -> Integer.parseInt(fraction);
      default -> -1;
    };
  }

  boolean isLessThan(Amount other) {
    return whole != other.whole
        ? whole < other.whole
        : ("0." + fraction + "0").compareTo("0." + other.fraction + "0") < 0;
  }

  /// The same number without zeros at the end of its fraction.
  Amount withoutLastZeros() {
    return new Amount(whole, fraction.replaceFirst("0+$", ""));
  }

  /// The number by itself; a fraction is read digit by digit.
  String alone(Gender gender) {
    return isWhole()
        ? HebrewNumbers.cardinal(whole, gender)
        : HebrewNumbers.cardinal(whole, Gender.FEMININE)
            + " נקודה "
            + HebrewNumbers.digits(fraction);
  }
}
