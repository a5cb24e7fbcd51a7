package app.kolan.server.calendar;

import app.kolan.server.calendar.caldav.CalDavCalendar;
import app.kolan.server.calendar.google.GoogleCalendar;
import app.kolan.server.store.CalendarLink.Kind;
import app.kolan.server.tool.http.PublicHttp;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;

/// Opens calendars. Thread-safe.
///
/// @param google where Google's API is
/// @param limit for each request
record RemoteCalendars(URI google, Duration limit, InstantSource clock) {
  /// Those of the business, as it is.
  ///
  /// @param isLocalAllowed whether servers on this machine may be asked, and without TLS
  /// @param zone the clock of the business
  /// @throws IllegalArgumentException when the address or the secret cannot be one; the message is
  ///   for the one who has written it, and holds nothing of the secret
  RemoteCalendar open(
      Kind kind,
      String address,
      String username,
      String secret,
      boolean isLocalAllowed,
      ZoneId zone) {
    PublicHttp http = PublicHttp.open(isLocalAllowed);
    return switch (kind) {
      case CALDAV -> new CalDavCalendar(http, collection(address), username, secret, zone, limit);
      case GOOGLE -> new GoogleCalendar(http, secret, google, address, zone, limit, clock);
    };
  }

  private static URI collection(String address) {
    URI url = URI.create(address.endsWith("/") ? address : address + "/");
    boolean isUsable =
        url.getHost() != null
            && url.getRawUserInfo() == null
            && url.getRawQuery() == null
            && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()));
    if (!isUsable) {
      throw new IllegalArgumentException("no address of a collection");
    }
    return url;
  }
}
