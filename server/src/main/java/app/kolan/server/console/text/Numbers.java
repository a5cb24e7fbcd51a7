package app.kolan.server.console.text;

import app.kolan.server.usage.CostEstimate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Writes numbers, which Hebrew and English write alike: thousands are parted by a comma. Without
/// the marks of direction that the JDK's formats have.
public final class Numbers {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private Numbers() {}

  /// `12,500`.
  public static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Seconds, such as `1.25`.
  public static String seconds(Duration length) {
    return String.format(Locale.ROOT, "%.2f", length.toMillis() / 1000.0);
  }

  /// An estimate in US dollars; `?` when nothing of it has a price.
  public static String dollars(CostEstimate cost) {
    return cost.isKnown() ? dollars(cost.dollars()) : "?";
  }

  /// US dollars to the cent, such as `$1,250.00`, and what is less than a cent as such.
  public static String dollars(BigDecimal amount) {
    return amount.signum() > 0 && amount.compareTo(CENT) < 0
        ? "< $0.01"
        : String.format(Locale.ROOT, "$%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
  }
}
