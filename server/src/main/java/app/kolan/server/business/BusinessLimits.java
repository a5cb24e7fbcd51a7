package app.kolan.server.business;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// How much of a server a business may use. Callers above that leave a message; a call under way is
/// never cut.
///
/// @param callsAtOnce that talk, from 1; [#UNLIMITED] for any number
/// @param minutesAMonth of calls, in the months of the business's zone, likewise
/// @param costAMonth of providers, estimated, in US dollars, in the same months; null for any
public record BusinessLimits(int callsAtOnce, int minutesAMonth, @Nullable BigDecimal costAMonth) {
  public static final int UNLIMITED = Integer.MAX_VALUE;

  public static final BusinessLimits NONE = new BusinessLimits(UNLIMITED, UNLIMITED);

  public BusinessLimits {
    if (callsAtOnce < 1 || minutesAMonth < 1 || costAMonth != null && costAMonth.signum() <= 0) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }

  /// Limits without one of the cost.
  public BusinessLimits(int callsAtOnce, int minutesAMonth) {
    this(callsAtOnce, minutesAMonth, null);
  }

  /// Whether the minutes of a month are counted.
  public boolean hasMinutes() {
    return minutesAMonth != UNLIMITED;
  }
}
