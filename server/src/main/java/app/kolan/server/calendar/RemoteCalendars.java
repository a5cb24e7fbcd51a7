package app.kolan.server.calendar;

import app.kolan.server.calendar.caldav.CalDavCalendar;
import app.kolan.server.calendar.google.GoogleCalendar;
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
  /// Opens the calendar of an account. What it learns of the account, such as a token, it keeps.
  ///
  /// @throws IllegalArgumentException when the address or the secret cannot be one; the message is
  ///   for the one who has written it, and holds nothing of the secret
  RemoteCalendar open(CalendarAccount account) {
    PublicHttp http = PublicHttp.open(account.isLocalAllowed());
    String address = account.address();
    String secret = account.secret();
    ZoneId zone = account.zone();
    return switch (account.kind()) {
      case CALDAV ->
          new CalDavCalendar(http, collection(address), account.username(), secret, zone, limit);
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
