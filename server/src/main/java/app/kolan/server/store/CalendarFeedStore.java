package app.kolan.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The addresses at which calendars read appointments. See [Stores] for durability, threads and
/// errors.
public interface CalendarFeedStore {
  /// Adds one.
  ///
  /// @param secretHash SHA-256 of the part of the address that is secret, in hexadecimal digits
  CalendarFeed add(
      long business, @Nullable String resource, String secretHash, String by, Instant at);

  /// Those of a business, in the order in which they were made.
  List<CalendarFeed> list(long business);

  /// The one at an address, of whatever business.
  Optional<CalendarFeed> findBySecret(String secretHash);

  /// Removes one, which answers nobody from then on; false when there is none.
  boolean remove(long business, long id);
}
