/// iCalendar (RFC 5545): appointments as calendars read them, and what calendars have.
@NullMarked
package app.kolan.server.ical;

import org.jspecify.annotations.NullMarked;
