package app.kolan.server.calendar;

import app.kolan.server.store.CalendarLink;
import java.time.ZoneId;

/// How a calendar is reached, and how it is read. It prints without its secret.
///
/// @param address of the collection, or Google's identifier of the calendar
/// @param username empty for a service account
/// @param secret the password, or the key file of the service account
/// @param isLocalAllowed whether servers on this machine may be asked, and without TLS
/// @param zone the clock of the business
record CalendarAccount(
    CalendarLink.Kind kind,
    String address,
    String username,
    String secret,
    boolean isLocalAllowed,
    ZoneId zone) {
  @Override
  public String toString() {
    return "CalendarAccount[kind=%s]".formatted(kind);
  }
}
