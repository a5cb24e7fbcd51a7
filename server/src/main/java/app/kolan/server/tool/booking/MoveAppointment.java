package app.kolan.server.tool.booking;

import app.kolan.server.booking.Bookings;
import app.kolan.server.booking.Slot;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.CallContext;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.CrmConflict;
import app.kolan.server.tool.Arguments;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.server.tool.SideEffect;
import app.kolan.server.tool.Tool;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import app.kolan.server.tool.booking.OpenQuestions.Kind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Moves an appointment of the caller's own to another time, as [BookAppointment] books one.
final class MoveAppointment implements Tool {
  private final BookingToolSupport desk;
  private final ToolSpec spec;

  MoveAppointment(BookingToolSupport desk) {
    this.desk = desk;
    spec =
        new ToolSpec(
            "move_appointment",
            "Moves an appointment of the caller's own to another time that find_appointments has"
                + " told. Use it twice: first without confirmed, which tells you what to read back,"
                + " and again with confirmed=true when the caller has said yes to that.",
            desk.schema(
                BookingToolSupport.start(),
                BookingToolSupport.appointment(),
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
    Optional<LocalDateTime> start = BookingToolSupport.time(told.text(BookingToolSupport.START));
    if (start.isEmpty()) {
      return desk.noTime();
    }
    List<Appointment> own = desk.own(call);
    Optional<Appointment> meant = desk.meant(own, told);
    if (meant.isEmpty()) {
      return desk.unclear(call, own);
    }
    Appointment mine = meant.get();
    Optional<BookableService> service = desk.settings().service(mine.service());
    if (service.isEmpty()) {
      return ToolResult.refused(
          "Nothing was moved: %s is no longer offered. Offer to take a message."
              .formatted(mine.title()));
    }
    if (desk.local(mine.time().startsAt()).equals(start.get())
        && told.text(BookingToolSupport.PERSON).isEmpty()) {
      return ToolResult.refused("Nothing was moved: the appointment is at that time already.");
    }
    return move(use, mine, service.get(), start.get(), now);
  }

  private ToolResult move(
      CheckedToolCall use,
      Appointment mine,
      BookableService service,
      LocalDateTime start,
      Instant now)
      throws InterruptedException {
    CallContext call = use.call();
    String person = use.arguments().text(BookingToolSupport.PERSON).orElse(null);
    Optional<Slot> asked = desk.confirmedSlot(use, Kind.MOVE, mine, start, person, now);
    Bookings.Asker caller = desk.bookings().caller(call.sid()).moving(mine);
    BookingToolSupport current = desk.current(service, mine.time().person());
    Optional<Slot> free =
        free(current.bookings(), service, mine, asked, person, start, caller, now);
    if (free.isEmpty() || !isHeld(free.get(), mine, call, now)) {
      String with = asked.map(slot -> slot.time().person()).orElse(person);
      return free.isEmpty() && current.isBlind(with)
          ? current.calendarSilent(
              use, desk.words().appointment(mine.title(), mine.time()), Optional.empty())
          : current.gone(use, service, person, start);
    }
    if (asked.isEmpty()) {
      desk.questions().ask(use, Kind.MOVE, mine, free.get(), now);
      String name = mine.name() == null ? "" : mine.name();
      return BookingToolSupport.readBack(
          desk.words().readBack(mine.title(), free.get().time(), name, now), spec.name());
    }
    Outcome outcome;
    try {
      outcome =
          desk.bookings()
              .store()
              .move(
                  desk.bookings().business(),
                  mine.id(),
                  mine.revision(),
                  free.get().time(),
                  call.sid(),
                  Appointment.BY_AGENT,
                  now);
    } catch (CrmConflict _) {
      return ToolResult.refused(
          "Nothing was moved: somebody has changed the appointment just now. Try once more.");
    }
    return switch (outcome) {
      case Outcome.Taken() -> desk.gone(use, service, person, start);
      case Outcome.Booked(var moved) -> {
        desk.questions().close(call.sid());
        desk.bookings().store().release(desk.bookings().business(), call.sid());
        yield ToolResult.done(
            "It is moved: %s. Tell the caller in one sentence that it is."
                .formatted(desk.words().appointment(moved.title(), moved.time(), now)));
      }
    };
  }

  /// With the one who was read back; else with whom the caller wants, or the same as before if that
  /// is possible.
  private static Optional<Slot> free(
      Bookings bookings,
      BookableService service,
      Appointment mine,
      Optional<Slot> asked,
      @Nullable String person,
      LocalDateTime start,
      Bookings.Asker caller,
      Instant now) {
    if (asked.isPresent()) {
      return bookings.at(service, asked.get().time().person(), start, caller, now);
    }
    String first = person == null ? mine.time().person() : person;
    return bookings
        .at(service, first, start, caller, now)
        .or(
            () ->
                person == null ? bookings.at(service, null, start, caller, now) : Optional.empty());
  }

  /// What overlaps the appointment itself cannot be held beside it: it is nobody else's anyhow, or
  /// is seen to be when it is moved.
  private boolean isHeld(Slot slot, Appointment mine, CallContext call, Instant now) {
    return overlap(slot.time(), mine.time()) || desk.bookings().hold(slot, call.sid(), now);
  }

  private static boolean overlap(AppointmentTime one, AppointmentTime other) {
    return one.startsAt().isBefore(other.freeAt())
        && other.startsAt().isBefore(one.freeAt())
        && one.resources().stream().anyMatch(other.resources()::contains);
  }
}
