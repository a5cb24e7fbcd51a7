package app.kolan.server.booking;

import app.kolan.server.business.BookableService;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// What somebody wants to book, and when, on the business's clock.
///
/// @param person whom they want, by the key of the settings; null for anybody
/// @param first the first day
/// @param last the last day
/// @param from the appointment begins at this time of day or later
/// @param until the appointment begins before or at this time of day
public record SlotRequest(
    BookableService service,
    @Nullable String person,
    LocalDate first,
    LocalDate last,
    LocalTime from,
    LocalTime until) {
  /// At any time of day.
  public static SlotRequest on(
      BookableService service, @Nullable String person, LocalDate first, LocalDate last) {
    return new SlotRequest(service, person, first, last, LocalTime.MIN, LocalTime.MAX);
  }
}
