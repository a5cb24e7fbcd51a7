package app.kolan.server.console.page;

import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.ContactStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An appointment as a line of a list.
///
/// @param name for whom; null when that is not known
/// @param person what who does it is called; null for nobody
/// @param room likewise
public record AppointmentRow(
    Appointment appointment,
    @Nullable String name,
    @Nullable String person,
    @Nullable String room) {
  /// Lines in the order of the appointments, with the names behind their numbers.
  static List<AppointmentRow> of(
      List<Appointment> appointments,
      ContactStore contacts,
      Optional<BookingSettings> settings,
      PageRequest request) {
    var names =
        new ContactNames(contacts, request)
            .knowing(
                appointments.stream().map(Appointment::number).filter(Objects::nonNull).toList());
    return appointments.stream()
        .map(
            each ->
                new AppointmentRow(
                    each,
                    each.name() == null ? names.name(each.number()) : each.name(),
                    nameOf(each.time().person(), settings),
                    nameOf(each.time().room(), settings)))
        .toList();
  }

  static @Nullable String nameOf(@Nullable String id, Optional<BookingSettings> settings) {
    return id == null
        ? null
        : settings.flatMap(known -> known.resource(id)).map(BookableResource::name).orElse(id);
  }

  /// Whether person and room are taken up by it.
  public boolean isTaken() {
    return appointment.state() == Appointment.State.BOOKED
        || appointment.state() == Appointment.State.ARRIVED;
  }

  /// The look of its state; empty for the usual one.
  public String tone() {
    return switch (appointment.state()) {
      case BOOKED -> "";
      case ARRIVED -> "good";
      case CANCELLED -> "";
      case NO_SHOW -> "bad";
    };
  }
}
