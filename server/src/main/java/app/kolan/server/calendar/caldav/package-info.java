/// Calendars that speak CalDAV (RFC 4791).
@NullMarked
package app.kolan.server.calendar.caldav;

import org.jspecify.annotations.NullMarked;
