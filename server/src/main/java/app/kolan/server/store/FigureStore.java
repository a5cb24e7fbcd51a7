package app.kolan.server.store;

import java.time.Instant;
import java.util.List;

/// Counts of what happened in a business, hour by hour on its clocks. The contract of [Stores]
/// holds.
///
/// Calls and leads that retention or an erasure has deleted are counted where something is left of
/// them to count.
public interface FigureStore {
  /// The calls that arrived within a span and their leads, by the hour and the outcome of the call,
  /// in order of time; no row for none.
  List<CallCount> calls(FigureSpan span);

  /// The calls of all businesses that arrived within a period; nothing of those that had none.
  ///
  /// @param until is not part of the period
  List<BusinessCount> byBusiness(Instant from, Instant until);

  /// How long callers waited for answers in the newest calls of a span, in no order.
  ///
  /// @param calls in how many calls at most
  List<TurnTimes> waits(FigureSpan span, int calls);
}
