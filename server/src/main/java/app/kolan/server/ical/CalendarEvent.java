package app.kolan.server.ical;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event as calendars know it. It prints without its words.
///
/// @param uid by which calendars know it again, also after changes
/// @param sequence counts its changes
/// @param stamp when it was changed last
/// @param location null for none
/// @param description null for none
/// @param url null for none
public record CalendarEvent(
    String uid,
    long sequence,
    Instant stamp,
    Instant startsAt,
    Instant endsAt,
    String summary,
    @Nullable String location,
    @Nullable String description,
    @Nullable String url,
    boolean cancelled) {
  @Override
  public String toString() {
    return "CalendarEvent[uid=%s, sequence=%d]".formatted(uid, sequence);
  }
}
