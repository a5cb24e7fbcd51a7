package app.kolan.server.figures;

import app.kolan.server.store.CallCount;
import app.kolan.server.store.CallOutcome;

/// How calls came out together.
///
/// @param calls all of them
/// @param answered those that came to an end, went to a human, or left a lead all the same
/// @param missed whose caller hung up or was cut off, and left nothing
/// @param transferred those among the answered that went to a human
/// @param leads that came of them, without those that people found to be none
/// @param minutes of them, each rounded up to a full minute
public record Tally(
    long calls, long answered, long missed, long transferred, long leads, long minutes) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

  static Tally of(CallCount count) {
    return ofCalls(count.outcome(), count.calls(), count.minutes())
        .plus(ofLeads(count.outcome(), count.leads(), count.unwanted()));
  }

  private static Tally ofCalls(CallOutcome outcome, long calls, long minutes) {
    return switch (outcome) {
      case OPEN -> new Tally(calls, 0, 0, 0, 0, minutes);
      case FINISHED -> new Tally(calls, calls, 0, 0, 0, minutes);
      case HANDED_OVER -> new Tally(calls, calls, 0, calls, 0, minutes);
      case BROKEN, HUNG_UP -> new Tally(calls, 0, calls, 0, 0, minutes);
    };
  }

  /// What leads change of calls that were counted: whoever left one was not missed.
  private static Tally ofLeads(CallOutcome outcome, long leads, long unwanted) {
    return switch (outcome) {
      case OPEN, FINISHED, HANDED_OVER -> new Tally(0, 0, 0, 0, leads - unwanted, 0);
      case BROKEN, HUNG_UP -> new Tally(0, leads, -leads, 0, leads - unwanted, 0);
    };
  }

  Tally plus(Tally other) {
    return new Tally(
        calls + other.calls,
        answered + other.answered,
        missed + other.missed,
        transferred + other.transferred,
        leads + other.leads,
        minutes + other.minutes);
  }

  /// Those of which it is not known how they came out, such as calls under way.
  public long open() {
    return calls - answered - missed;
  }
}
