package app.kolan.server.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// A span of time of a business, to be counted by hours or days.
///
/// @param until is not part of it
/// @param zone in which hours and days are counted
public record FigureSpan(long business, Instant from, Instant until, ZoneId zone) {
  /// Some days, of which today is the last.
  public static FigureSpan ofDays(long business, ZoneId zone, int days, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return new FigureSpan(
        business,
        today.minusDays(days - 1L).atStartOfDay(zone).toInstant(),
        today.plusDays(1).atStartOfDay(zone).toInstant(),
        zone);
  }

  /// Its days, of which the first and the last may be in it in part.
  public List<LocalDate> days() {
    LocalDate last = LocalDate.ofInstant(until.minusMillis(1), zone);
    return LocalDate.ofInstant(from, zone).datesUntil(last.plusDays(1)).toList();
  }

  /// What is in it of one of its days.
  public FigureSpan of(LocalDate day) {
    Instant begin = day.atStartOfDay(zone).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
    return new FigureSpan(
        business, begin.isBefore(from) ? from : begin, end.isAfter(until) ? until : end, zone);
  }
}
