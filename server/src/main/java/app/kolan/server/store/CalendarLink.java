package app.kolan.server.store;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A calendar elsewhere that a person or a room is bound to. It prints without its address.
///
/// @param resource the person or the room, by the key of the settings
/// @param address of a CalDAV collection, or the identifier of a calendar at Google
/// @param username empty where there is none
/// @param secret a password or a key, encrypted
/// @param syncToken from where changes are asked for; null for all of it
/// @param fullAt when all of it was read last; null for never
/// @param syncedAt when it was read last; null for never
/// @param problem what is wrong with it, in a word; null for nothing
/// @param problemAt since when
public record CalendarLink(
    long id,
    long business,
    String resource,
    Kind kind,
    String address,
    String username,
    String secret,
    Instant madeAt,
    String madeBy,
    @Nullable String syncToken,
    @Nullable Instant fullAt,
    @Nullable Instant syncedAt,
    @Nullable String problem,
    @Nullable Instant problemAt) {
  /// What speaks to it.
  public enum Kind {
    CALDAV,
    GOOGLE;

    /// Its word in the API and in forms.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A calendar to bind to.
  public record Draft(
      long business,
      String resource,
      Kind kind,
      String address,
      String username,
      String secret,
      String madeBy) {
    @Override
    public String toString() {
      return "Draft[business=%d, resource=%s]".formatted(business, resource);
    }
  }

  @Override
  public String toString() {
    return "CalendarLink[id=%d, resource=%s, kind=%s]".formatted(id, resource, kind);
  }
}
