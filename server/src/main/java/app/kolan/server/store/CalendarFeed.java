package app.kolan.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An address at which calendars of others read appointments. Its secret part is not kept.
///
/// @param resource the person or the room whose they are, by the key of the settings; null for all
/// @param madeBy who has made it, such as `user:7`
public record CalendarFeed(
    long id, long business, @Nullable String resource, Instant madeAt, String madeBy) {}
