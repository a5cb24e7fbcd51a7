package app.kolan.server.telephony;

/// How many calls may talk. Callers above that leave a message.
///
/// @param calls at once, from 1; [#UNLIMITED] for any number
/// @param newCalls within any second, likewise
public record CallLimits(int calls, int newCalls) {
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /// As many as a small machine holds, with room to spare.
  public static final CallLimits USUAL = new CallLimits(200, 50);

  /// Everybody talks.
  public static final CallLimits NONE = new CallLimits(UNLIMITED, UNLIMITED);

  public CallLimits {
    if (calls < 1 || newCalls < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }
}
