package app.kolan.server.tool.booking;

import app.kolan.server.booking.Attendee;
import app.kolan.server.booking.Bookings;
import app.kolan.server.booking.Slot;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.CallContext;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.tool.Arguments;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.server.tool.Parameter;
import app.kolan.server.tool.SideEffect;
import app.kolan.server.tool.Tool;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import app.kolan.server.tool.booking.OpenQuestions.Kind;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Books an appointment: the first time it is held and read back, and it counts when the caller has
/// answered.
final class BookAppointment implements Tool {
  private static final String NAME = "name";
  private static final String NOTE = "note";
  private static final int MOST_OF_A_NAME = 200;
  private static final int MOST_OF_A_NOTE = 500;

  private final BookingToolSupport desk;
  private final ToolSpec spec;

  BookAppointment(BookingToolSupport desk) {
    this.desk = desk;
    spec =
        new ToolSpec(
            "book_appointment",
            "Books an appointment at a time that find_appointments has told. Use it twice: first"
                + " without confirmed, which tells you what to read back, and again with"
                + " confirmed=true when the caller has said yes to that. Nothing is booked before.",
            desk.schema(
                desk.service(),
                BookingToolSupport.start(),
                Parameter.text(NAME, "For whom, as the caller said it.", MOST_OF_A_NAME).needed(),
                Parameter.text(NOTE, "What the business should know, if anything.", MOST_OF_A_NOTE),
                BookingToolSupport.confirmed()));
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.WRITES_HERE;
  }

  @Override
  public ToolResult use(CheckedToolCall use) throws InterruptedException {
    Arguments told = use.arguments();
    CallContext call = use.call();
    Instant now = desk.now();
    BookableService service = desk.service(told);
    String person = told.text(BookingToolSupport.PERSON).orElse(null);
    Optional<LocalDateTime> start = BookingToolSupport.time(told.text(BookingToolSupport.START));
    if (start.isEmpty()) {
      return desk.noTime();
    }
    String name = told.text(NAME).orElse("").strip();
    if (name.isEmpty()) {
      return ToolResult.refused("Nothing was booked: ask for the name first.");
    }
    Optional<Lead> lead = desk.leads().find(call.sid());
    PhoneNumber number = call.callersNumber().or(() -> lead.map(Lead::callback)).orElse(null);
    if (number == null) {
      return ToolResult.refused(
          "Nothing was booked: the caller's number is hidden. Take a number to call back on by"
              + " take_message first.");
    }
    Optional<Slot> asked =
        desk.confirmedSlot(use, Kind.BOOK, null, start.get(), person, now)
            .filter(slot -> slot.service().id().equals(service.id()));
    @Nullable String with = asked.map(slot -> slot.time().person()).orElse(person);
    Bookings.Asker caller = desk.bookings().caller(call.sid());
    BookingToolSupport current = desk.current(service, person);
    Optional<Slot> free = current.bookings().at(service, with, start.get(), caller, now);
    if (free.isEmpty() || !current.bookings().hold(free.get(), call.sid(), now)) {
      return free.isEmpty() && current.isBlind(with)
          ? current.calendarSilent(use, service.name(), Optional.of(name))
          : current.gone(use, service, person, start.get());
    }
    if (asked.isEmpty()) {
      desk.questions().ask(use, Kind.BOOK, null, free.get(), now);
      return BookingToolSupport.readBack(
          desk.words().readBack(service.name(), free.get().time(), name, now), spec.name());
    }
    var attendee = new Attendee(name, number, told.text(NOTE).orElse(null));
    return switch (desk.bookings().book(free.get(), attendee, caller, Appointment.BY_AGENT, now)) {
      case Outcome.Taken() -> desk.gone(use, service, person, start.get());
      case Outcome.Booked(var appointment) -> {
        desk.questions().close(call.sid());
        desk.bookings().store().release(desk.bookings().business(), call.sid());
        saveLead(call, lead, number, appointment, now);
        yield ToolResult.done(
            "It is booked: %s. Tell the caller in one sentence that it is."
                .formatted(said(appointment, now)));
      }
    };
  }

  private String said(Appointment appointment, Instant now) {
    return desk.words().appointment(appointment.title(), appointment.time(), now);
  }

  /// Who has an appointment is somebody whom the business knows.
  private void saveLead(
      CallContext call,
      Optional<Lead> before,
      PhoneNumber number,
      Appointment appointment,
      Instant now) {
    String subject = before.map(Lead::subject).orElse(null);
    desk.leads()
        .save(
            new Lead(
                call.sid(),
                call.business().id(),
                call.caller(),
                before.map(Lead::callback).orElse(number),
                null,
                null,
                null,
                LeadState.COMPLETE,
                now,
                subject == null
                    ? desk.words().appointment(appointment.title(), appointment.time())
                    : subject,
                before.map(Lead::name).orElse(appointment.name())));
  }
}
