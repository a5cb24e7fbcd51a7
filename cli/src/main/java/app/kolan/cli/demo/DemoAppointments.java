package app.kolan.cli.demo;

import app.kolan.server.business.BookableService;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the appointments of the days before and after a demo.
final class DemoAppointments {
  private static final String FILE = "/demo/appointments.yaml";
  private static final String ACTOR = "demo";
  private static final Duration BOOKED_BEFORE = Duration.ofDays(2);
  private static final Duration NOTED_AFTER = Duration.ofMinutes(5);

  private final AppointmentStore store;
  private final long business;
  private final Instant now;

  DemoAppointments(AppointmentStore store, long business, Instant now) {
    this.store = store;
    this.business = business;
    this.now = now;
  }

  /// @param lastCalls the last call of each number
  void write(Map<String, CallSid> lastCalls) {
    for (DemoAppointment each : read()) {
      write(each, each.inCall() ? lastCalls.get(each.from()) : null);
    }
  }

  private void write(DemoAppointment wanted, @Nullable CallSid call) {
    BookableService service = DemoClinic.BOOKING.service(wanted.service()).orElseThrow();
    Instant starts =
        wanted
            .date(now.atZone(DemoClinic.ISRAEL).toLocalDate())
            .atTime(LocalTime.parse(wanted.at()))
            .atZone(DemoClinic.ISRAEL)
            .toInstant();
    Instant ends = starts.plus(Duration.ofMinutes(service.minutes()));
    var time =
        new AppointmentTime(
            service.people().getFirst(),
            null,
            starts,
            ends,
            ends.plus(Duration.ofMinutes(service.bufferMinutes())));
    Instant booked = starts.isBefore(now) ? starts.minus(BOOKED_BEFORE) : now;
    Outcome outcome =
        store.book(
            new Appointment.Draft(
                business,
                service.id(),
                service.name(),
                time,
                wanted.name(),
                new PhoneNumber(wanted.from()),
                wanted.note(),
                call,
                call == null ? ACTOR : Appointment.BY_AGENT),
            booked);
    if (outcome instanceof Outcome.Booked(Appointment made)) {
      noteWhatBecameOf(made, wanted);
    }
  }

  private void noteWhatBecameOf(Appointment made, DemoAppointment wanted) {
    Instant noted = made.time().startsAt().plus(NOTED_AFTER);
    if (wanted.confirmed()) {
      Appointment _ = store.confirm(business, made.id(), ACTOR, made.madeAt());
    }
    if (wanted.state() != null) {
      Appointment _ =
          switch (wanted.state()) {
            case ARRIVED -> store.arrived(business, made.id(), made.revision(), ACTOR, noted);
            case NO_SHOW -> store.noShow(business, made.id(), made.revision(), ACTOR, noted);
            case CANCELLED ->
                store.cancel(business, made.id(), made.revision(), null, ACTOR, made.madeAt());
            case BOOKED -> made;
          };
    }
  }

  static List<DemoAppointment> read() {
    try (InputStream in = DemoAppointments.class.getResourceAsStream(FILE)) {
      return new YAMLMapper().readValue(in, new TypeReference<List<DemoAppointment>>() {});
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " is in the jar and can be read", e);
    }
  }
}
