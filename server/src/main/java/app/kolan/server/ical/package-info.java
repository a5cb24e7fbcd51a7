/// Appointments as calendars read them: iCalendar (RFC 5545) and its methods (RFC 5546).
@NullMarked
package app.kolan.server.ical;

import org.jspecify.annotations.NullMarked;
