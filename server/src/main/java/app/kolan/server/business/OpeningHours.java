package app.kolan.server.business;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When a business is open.
///
/// @param zone where its clocks hang
/// @param week the hours of each weekday; a day that is missing is closed
/// @param exceptions the hours of single days, which count instead of everything else
/// @param holidays how it keeps Shabbat and the holidays; null when it does not
public record OpeningHours(
    ZoneId zone,
    Map<DayOfWeek, List<Hours>> week,
    Map<LocalDate, List<Hours>> exceptions,
    @Nullable HolidayPolicy holidays) {

  /// A part of a day. It ends on the next day when its end is not after its beginning.
  public record Hours(LocalTime from, LocalTime to) {}

  public OpeningHours {
    week = Map.copyOf(week);
    exceptions = Map.copyOf(exceptions);
  }
}
