package app.kolan.server.store;

import java.time.Instant;

/// An appointment as it stands in a calendar elsewhere, as far as is known here.
///
/// @param href by what that calendar knows it
/// @param etag of what was seen or written last
/// @param revision of the appointment that is written there; [#UNWRITTEN] for none
public record CalendarEntry(
    long link,
    long appointment,
    String href,
    String etag,
    long revision,
    Instant startsAt,
    Instant endsAt) {
  /// Nothing that is known here was written.
  public static final long UNWRITTEN = -1;

  /// The same after the calendar has changed it.
  public CalendarEntry with(String newEtag, long newRevision, Instant from, Instant to) {
    return new CalendarEntry(link, appointment, href, newEtag, newRevision, from, to);
  }
}
