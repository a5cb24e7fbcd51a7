package app.kolan.server.tool.booking;

import app.kolan.server.business.BookableService;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.WaitingEntry;
import app.kolan.server.store.WaitingListStore;
import app.kolan.server.tool.Arguments;
import app.kolan.server.tool.CheckedToolCall;
import app.kolan.server.tool.Parameter;
import app.kolan.server.tool.SideEffect;
import app.kolan.server.tool.Tool;
import app.kolan.server.tool.ToolResult;
import app.kolan.server.tool.ToolSpec;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Puts the caller on the waiting list, which asks him by a message when a time falls free.
final class JoinWaitingList implements Tool {
  static final String NAME = "join_waiting_list";
  private static final String FIRST = "first_day";
  private static final String LAST = "last_day";
  private static final String FROM = "from";
  private static final String UNTIL = "until";
  private static final String WHO = "name";
  private static final int LONGEST_NAME = 100;

  private final BookingToolSupport desk;
  private final WaitingListStore list;
  private final ToolSpec spec;

  JoinWaitingList(BookingToolSupport desk, WaitingListStore list) {
    this.desk = desk;
    this.list = list;
    spec =
        new ToolSpec(
            NAME,
            "Puts the caller on the waiting list for an appointment, once he has said that he wants"
                + " that. When a time falls free he gets a text message. Use it when"
                + " find_appointments has found nothing that suits.",
            desk.schema(
                desk.service(),
                Parameter.text(
                    FIRST, "The first day that suits, YYYY-MM-DD. Leave it out for today.", 10),
                Parameter.text(
                    LAST, "The last day that suits, YYYY-MM-DD. Leave it out for any.", 10),
                Parameter.text(FROM, "No earlier in the day than HH:MM.", 5),
                Parameter.text(UNTIL, "No later in the day than HH:MM.", 5),
                Parameter.text(WHO, "The caller's name, if it is known.", LONGEST_NAME)));
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
  public ToolResult use(CheckedToolCall use) {
    Arguments told = use.arguments();
    Instant now = desk.now();
    LocalDate today = desk.local(now).toLocalDate();
    LocalDate horizon = today.plusDays(desk.settings().aheadDays());
    Optional<PhoneNumber> number = use.call().callersNumber();
    if (number.isEmpty()) {
      return ToolResult.refused(
          "The caller's number is hidden, so no message can reach him. Offer to take a message.");
    }
    try {
      LocalDate first = told.text(FIRST).map(LocalDate::parse).orElse(today);
      LocalDate last = told.text(LAST).map(LocalDate::parse).orElse(horizon);
      if (last.isBefore(today) || first.isAfter(last) || first.isAfter(horizon)) {
        return ToolResult.refused(
            "Days can be waited for from today, %s, until %s.".formatted(today, horizon));
      }
      BookableService service = desk.service(told);
      WaitingEntry _ =
          list.add(
              new WaitingEntry.Draft(
                  desk.bookings().business(),
                  service.id(),
                  service.name(),
                  told.text(BookingToolSupport.PERSON).orElse(null),
                  first,
                  last.isAfter(horizon) ? horizon : last,
                  told.text(FROM).map(LocalTime::parse).orElse(LocalTime.MIN),
                  told.text(UNTIL).map(LocalTime::parse).orElse(LocalTime.of(23, 59)),
                  told.text(WHO).orElse(null),
                  number.get(),
                  use.call().sid(),
                  Appointment.BY_AGENT),
              now);
    } catch (DateTimeParseException _) {
      return ToolResult.refused(
          "Give days as YYYY-MM-DD and times as HH:MM. Today is %s.".formatted(today));
    }
    return ToolResult.done(
        "The caller is on the waiting list. Tell him so in one sentence: when a time falls free, he"
            + " gets a text message, and can take it by the link in it.");
  }
}
