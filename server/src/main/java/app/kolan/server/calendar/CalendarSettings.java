package app.kolan.server.calendar;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// What is asked of the settings, as they are now, of businesses that have calendars elsewhere.
record CalendarSettings(BusinessDirectory directory) {
  boolean has(long business) {
    return find(business).isPresent();
  }

  /// The clock of a business.
  ZoneId zone(long business) {
    return find(business)
        .map(
            settings -> {
              BookingSettings booking = settings.business().profile().booking();
              return booking == null ? settings.business().locale().zone() : booking.zone();
            })
        .orElse(ZoneOffset.UTC);
  }

  /// Whether it may ask servers on this machine, and without TLS.
  boolean isLocalAllowed(long business) {
    return find(business).map(settings -> settings.business().profile().localTools()).orElse(false);
  }

  /// What a person or a room is called.
  String name(long business, String resource) {
    return find(business)
        .map(settings -> settings.business().profile().booking())
        .flatMap(booking -> booking.resource(resource))
        .map(BookableResource::name)
        .orElse(resource);
  }

  private Optional<BusinessSettings> find(long business) {
    return directory.current(business);
  }
}
