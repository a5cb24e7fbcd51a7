/// Google Calendar, by its API and a service account.
@NullMarked
package app.kolan.server.calendar.google;

import org.jspecify.annotations.NullMarked;
