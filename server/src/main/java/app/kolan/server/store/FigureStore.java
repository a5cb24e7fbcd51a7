package app.kolan.server.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/// Counts of what happened in a business, by the hours and days of its clocks. Each method asks the
/// database once, however long the span is. The contract of [Stores] holds.
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

  /// How long callers waited for answers in the newest calls of each day, in no order; nothing of
  /// days without an answer.
  ///
  /// @param span of a year at most
  /// @param calls in how many calls of a day at most
  Map<LocalDate, List<TurnTimes>> waits(FigureSpan span, int calls);

  /// The appointments that begin within a span, by their day; nothing of days without one.
  Map<LocalDate, Appointment.Tally> appointments(FigureSpan span);

  /// What the calls that arrived within a span have used together, by the day of the call, and in
  /// the order of job, provider and model; nothing of days without usage.
  Map<LocalDate, List<ProviderUsage>> usage(FigureSpan span);
}
