package app.kolan.server.business;

/// How much of a server a business may use. Callers above that leave a message; a call under way is
/// never cut.
///
/// @param callsAtOnce that talk, from 1; [#UNLIMITED] for any number
/// @param minutesAMonth of calls, in the months of the business's zone, likewise
public record BusinessLimits(int callsAtOnce, int minutesAMonth) {
  public static final int UNLIMITED = Integer.MAX_VALUE;

  public static final BusinessLimits NONE = new BusinessLimits(UNLIMITED, UNLIMITED);

  public BusinessLimits {
    if (callsAtOnce < 1 || minutesAMonth < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }

  /// Whether the minutes of a month are counted.
  public boolean hasMinutes() {
    return minutesAMonth != UNLIMITED;
  }
}
