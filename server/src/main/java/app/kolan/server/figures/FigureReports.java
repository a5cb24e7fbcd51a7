package app.kolan.server.figures;

import app.kolan.server.store.FigureSpan;
import app.kolan.server.store.FigureStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Makes figures of what the store has. Each method blocks for one or two queries, which go by
/// index. Safe to share.
public record FigureReports(FigureStore store) {
  /// Waits are read from so many calls at most: more would not change them by much, and each has a
  /// row for every answer.
  public static final int CALLS_OF_WAITS = 500;

  /// The calls of some days, of which today is the last.
  ///
  /// @param zone by whose clocks days begin
  /// @throws app.kolan.server.store.StoreException when the database fails
  public Figures report(long business, ZoneId zone, int days, Instant now) {
    FigureSpan span = span(business, zone, days, now);
    return Figures.of(LocalDate.ofInstant(span.from(), zone), days, store.calls(span));
  }

  /// How long callers waited in the newest calls of these days.
  ///
  /// @throws app.kolan.server.store.StoreException when the database fails
  public Waits waits(long business, ZoneId zone, int days, Instant now) {
    return Waits.of(store.waits(span(business, zone, days, now), CALLS_OF_WAITS));
  }

  /// The same of a period.
  ///
  /// @param until is not part of it
  /// @throws app.kolan.server.store.StoreException when the database fails
  public Waits waits(long business, Instant from, Instant until, ZoneId zone) {
    return Waits.of(store.waits(new FigureSpan(business, from, until, zone), CALLS_OF_WAITS));
  }

  private static FigureSpan span(long business, ZoneId zone, int days, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return new FigureSpan(
        business,
        today.minusDays(days - 1L).atStartOfDay(zone).toInstant(),
        today.plusDays(1).atStartOfDay(zone).toInstant(),
        zone);
  }
}
