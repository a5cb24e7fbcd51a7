package app.kolan.server.usage;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/// What a business has used in a month.
///
/// @param zone by whose clocks the month begins and ends
/// @param minutes of its calls, each rounded up to a full minute
/// @param cost of all that its calls used, the telephone line among it
public record MonthlyReport(
    YearMonth month, ZoneId zone, long calls, long minutes, CostEstimate cost) {
  /// When a month begins by the clocks of a zone.
  static Instant begin(YearMonth month, ZoneId zone) {
    return month.atDay(1).atStartOfDay(zone).toInstant();
  }
}
