package app.kolan.simulator.sentence;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/// How lengths of time are written: `900ms`, `2s` or `1.4s`.
public final class Length {
  /// What a length looks like, as a regular expression without groups.
  public static final String PATTERN = "[0-9]{1,6}(?:\\.[0-9]{1,3})?(?:ms|s)";

  private Length() {}

  /// The length that is written, to the millisecond.
  ///
  /// @param written matches [#PATTERN]
  public static Duration of(String written) {
    boolean milliseconds = written.endsWith("ms");
    var number = new BigDecimal(written.substring(0, written.length() - (milliseconds ? 2 : 1)));
    BigDecimal millis = milliseconds ? number : number.movePointRight(3);
    return Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
  }

  /// A length as it is written: in seconds when they are whole.
  public static String text(Duration length) {
    long millis = length.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
