package app.kolan.server.tool.booking;

import app.kolan.server.booking.DateExpressions;
import app.kolan.server.booking.DateExpressions.Span;
import app.kolan.server.booking.Slot;
import app.kolan.server.booking.SlotRequest;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.HolidayPolicy;
import app.kolan.server.tool.Arguments;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.server.tool.Parameter;
import app.kolan.server.tool.SideEffect;
import app.kolan.server.tool.Tool;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// Finds slots that are free, and holds them for the caller while he thinks.
final class FindAppointments implements Tool {
  private static final String DAY = "day";
  private static final String FROM = "from";
  private static final String UNTIL = "until";
  private static final int MOST_OF_A_DAY = 80;

  private final BookingToolSupport desk;
  private final boolean waits;
  private final ToolSpec spec;

  /// @param waits whether there is a waiting list
  FindAppointments(BookingToolSupport desk, boolean waits) {
    this.desk = desk;
    this.waits = waits;
    spec =
        new ToolSpec(
            "find_appointments",
            "Finds up to three times at which an appointment is free, and holds them for the caller"
                + " for five minutes. Offer no other times than it tells.",
            desk.schema(
                desk.service(),
                Parameter.text(
                    DAY,
                    "The wished day or days: YYYY-MM-DD, or the caller's own words, with the part"
                        + " of the day if they name one (מחר בבוקר, יום שלישי אחרי הצהריים, השבוע,"
                        + " אחרי החג, next week). Leave it out for as soon as possible.",
                    MOST_OF_A_DAY),
                Parameter.text(FROM, "No earlier in the day than HH:MM.", 5),
                Parameter.text(UNTIL, "No later in the day than HH:MM.", 5)));
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
    Instant now = desk.now();
    LocalDate today = desk.local(now).toLocalDate();
    LocalDate last = today.plusDays(desk.settings().aheadDays());
    Optional<Span> wished =
        told.text(DAY)
            .map(words -> new DateExpressions(today, HolidayPolicy::isHoliday).read(words))
            .orElse(Optional.of(new Span(today, last, LocalTime.MIN, LocalTime.MAX)));
    LocalTime from;
    LocalTime until;
    try {
      from = told.text(FROM).map(LocalTime::parse).orElse(LocalTime.MIN);
      until = told.text(UNTIL).map(LocalTime::parse).orElse(LocalTime.MAX);
    } catch (DateTimeParseException _) {
      return unclear(today);
    }
    if (wished.isEmpty()) {
      return unclear(today);
    }
    from = told.text(FROM).isPresent() ? from : wished.get().from();
    until = told.text(UNTIL).isPresent() ? until : wished.get().until();
    LocalDate day = wished.get().first();
    LocalDate untilDay = wished.get().last().isAfter(last) ? last : wished.get().last();
    if (untilDay.isBefore(today) || day.isAfter(last)) {
      return ToolResult.refused(
          "Appointments can be booked from today, %s, until %s.".formatted(today, last));
    }
    BookableService service = desk.service(told);
    String person = told.text(BookingToolSupport.PERSON).orElse(null);
    var wish = new SlotRequest(service, person, day, untilDay, from, until);
    BookingToolSupport current = desk.current(service, person);
    List<Slot> found = current.offer(wish, use.call(), now);
    if (!found.isEmpty()) {
      return ToolResult.done(told(service, "", found));
    }
    List<Slot> later =
        current.offer(new SlotRequest(service, person, day, last, from, until), use.call(), now);
    if (later.isEmpty() && current.isBlind(person)) {
      return current.calendarSilent(use, service.name(), Optional.empty());
    }
    return ToolResult.done(
        later.isEmpty()
            ? "Nothing is free then, nor later until %s. Say so, and offer another service, person or time, or %s."
                .formatted(last, waits ? "the waiting list" : "to take a message")
            : told(
                service,
                "Nothing is free on "
                    + (day.equals(untilDay) ? "that day" : "those days")
                    + (waits ? "; if no other day suits, offer the waiting list. " : ". "),
                later));
  }

  private static ToolResult unclear(LocalDate today) {
    return ToolResult.refused(
        "Give a day as YYYY-MM-DD and times as HH:MM. Today is %s.".formatted(today));
  }

  private String told(BookableService service, String before, List<Slot> slots) {
    String price = service.price() == null ? "" : ", " + service.price();
    return "%sFree for %s (%d minutes%s), and held for this caller for five minutes:\n%s\nOffer them in your own short words. When the caller chooses one, use book_appointment (or move_appointment) with its time."
        .formatted(before, service.name(), service.minutes(), price, desk.list(slots));
  }
}
