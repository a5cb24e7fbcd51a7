package app.kolan.server.booking;

import java.util.Collection;
import java.util.Set;

/// Looks into the calendars elsewhere that people and rooms are bound to, before a caller is told
/// what is free. Safe to share.
@FunctionalInterface
public interface CalendarCheck {
  /// Nobody is bound to any.
  CalendarCheck NONE = (_, _) -> Set.of();

  /// Reads what is new in them, so that it counts as taken up. Waits for seconds at most.
  ///
  /// @param resources people and rooms, by the keys of the settings
  /// @return those whose calendars do not answer, so that nobody knows whether they are free
  Set<String> silent(long business, Collection<String> resources) throws InterruptedException;
}
