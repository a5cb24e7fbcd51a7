/// Calendars elsewhere that people and rooms are bound to: what is taken up there, and what is
/// written there. What speaks to them is in `caldav` and `google`.
@NullMarked
package app.kolan.server.calendar;

import org.jspecify.annotations.NullMarked;
