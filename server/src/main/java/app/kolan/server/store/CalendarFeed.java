package app.kolan.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An address at which calendars of others read appointments. Its secret part is not kept.
///
/// @param resource the person or the room whose they are, by the key of the settings; null for all
/// @param madeBy who has made it, such as `user:7`
public record CalendarFeed(
    long id, long business, @Nullable String resource, Instant madeAt, String madeBy) {
  /// So many letters its secret part has.
  public static final int SECRET_LETTERS = 32;

  /// A business has no more than so many.
  public static final int MOST = 100;

  /// Where it is, below the server's public URL.
  public static String path(String secret) {
    return "/console/feed/%s/calendar.ics".formatted(secret);
  }
}
