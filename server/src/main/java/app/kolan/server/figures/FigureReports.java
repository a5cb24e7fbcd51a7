package app.kolan.server.figures;

import app.kolan.server.store.Appointment;
import app.kolan.server.store.FigureSpan;
import app.kolan.server.store.FigureStore;
import app.kolan.server.usage.UsageReports;
import java.time.LocalDate;
import java.util.Map;

/// Makes figures of what the store has. Each method blocks for one query, however many days there
/// are, which goes by index. Safe to share.
///
/// A method that asks throws a [app.kolan.server.store.StoreException] when the database fails.
public record FigureReports(FigureStore store, UsageReports usage) {
  /// Waits are read from so many calls of a day at most: more would not change them by much, and
  /// each has a row for every answer.
  public static final int CALLS_OF_WAITS = 50;

  /// How calls came out.
  public Figures calls(FigureSpan span) {
    return Figures.of(span.days(), store.calls(span));
  }

  /// How long callers waited in the newest calls of each day.
  public DailyWaits waits(FigureSpan span) {
    return DailyWaits.of(store.waits(span, CALLS_OF_WAITS));
  }

  /// The appointments that begin on each day; nothing of days without one.
  public Map<LocalDate, Appointment.Tally> appointments(FigureSpan span) {
    return store.appointments(span);
  }

  /// What calls cost.
  ///
  /// @param calls those of the same span
  public DailyCosts costs(FigureSpan span, Figures calls) {
    return DailyCosts.of(calls, store.usage(span), usage::cost);
  }
}
