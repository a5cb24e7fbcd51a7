package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AlertRule;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Absence;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingMessages;
import app.kolan.server.business.BookingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a business says of its bookings.
@Tag("unit")
class BookingReaderTest extends BusinessProfileFixture {
  @Test
  void what_can_be_booked_is_read() throws IOException {
    BookingSettings booking =
        Objects.requireNonNull(
            profile(
                    """
                    business:
                      hours: {sunday: 09:00-17:00, exceptions: {2026-12-31: closed}, zone: Europe/Rome}
                      booking:
                        step: 20
                        notice: 0
                        days-ahead: 30
                        services:
                          cut: {name: תספורת, minutes: 30, buffer: 10, price: 120 ₪, people: [dana]}
                          massage: {minutes: 60, rooms: quiet}
                        people:
                          dana:
                            name: דנה
                            hours: {monday: "12:00-20:00", exceptions: {2027-01-01: "08:00-09:00"}}
                            absences: [2026-12-20, 2026-12-22..2026-12-23, "2026-12-24 09:00-12:00"]
                          yossi: {}
                        rooms:
                          quiet: {name: חדר שקט}
                    """)
                .booking());

    assertThat(booking.stepMinutes()).isEqualTo(20);
    assertThat(booking.noticeMinutes()).isZero();
    assertThat(booking.aheadDays()).isEqualTo(30);
    assertThat(booking.zone()).isEqualTo(ZoneId.of("Europe/Rome"));
    assertThat(booking.services())
        .containsExactly(
            new BookableService("cut", "תספורת", 30, 10, "120 ₪", List.of("dana"), List.of()),
            new BookableService(
                "massage", "massage", 60, 0, null, List.of("dana", "yossi"), List.of("quiet")));
    BookableResource dana = booking.resource("dana").orElseThrow();
    assertThat(dana.hours().week().get(DayOfWeek.SUNDAY)).isEmpty();
    assertThat(dana.hours().week().get(DayOfWeek.MONDAY)).hasSize(1);
    assertThat(dana.hours().exceptions())
        .containsOnlyKeys(LocalDate.of(2026, 12, 31), LocalDate.of(2027, 1, 1));
    assertThat(dana.hours().holidays()).isNotNull();
    assertThat(dana.absences())
        .containsExactly(
            new Absence(
                LocalDateTime.parse("2026-12-20T00:00"), LocalDateTime.parse("2026-12-21T00:00")),
            new Absence(
                LocalDateTime.parse("2026-12-22T00:00"), LocalDateTime.parse("2026-12-24T00:00")),
            new Absence(
                LocalDateTime.parse("2026-12-24T09:00"), LocalDateTime.parse("2026-12-24T12:00")));
    assertThat(booking.resource("yossi").orElseThrow().hours().week().get(DayOfWeek.SUNDAY))
        .hasSize(1);
    assertThat(booking.resource("quiet").orElseThrow().kind()).isEqualTo(Kind.ROOM);
  }

  @Test
  void the_example_of_bookings_in_the_documentation_is_read() throws IOException {
    String page = Files.readString(documentation().resolveSibling("booking.md"));
    String example =
        Pattern.compile("(?ms)^```yaml\n(.*?)^```$")
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    BookingSettings booking =
        Objects.requireNonNull(
            profile("business:\n  hours: {sunday: 08:00-20:00}\n" + example.indent(2)).booking());

    assertThat(booking.services()).hasSize(2);
    assertThat(booking.resources()).hasSize(3);
    assertThat(booking.resource("dana").orElseThrow().absences()).hasSize(3);
  }

  @Test
  void everything_that_is_wrong_with_bookings_is_told_at_once() throws IOException {
    assertThat(
            problems(
                """
                business:
                  hours: {sunday: 09:00-17:00}
                  allowed-tools: [book_appointment, find_appointment]
                  booking:
                    step: 7
                    notice: soon
                    days-ahead: 400
                    pepole: {}
                    services:
                      cut: {name: x, buffer: 3, people: [dana, dan]}
                      "no key": {minutes: 30, people: []}
                    people:
                      dana: {absences: [tomorrow, 2026-12-24..2026-12-20], hours: {sunday: late, zone: x}}
                    rooms:
                      dana: {name: room}
                """))
        .containsExactlyInAnyOrder(
            "business.allowed-tools[1] is find_appointment: there is no such tool; did you mean"
                + " find_appointments?",
            "business.booking.step is 7: give a multiple of 5 minutes",
            "business.booking.notice is soon: give a whole number from 0 to 43200",
            "business.booking.days-ahead is 400: give a whole number from 1 to 366",
            "business.booking.pepole is not a setting: did you mean people?",
            "business.booking.services.cut.minutes is not set: say how many minutes it takes",
            "business.booking.services.cut.buffer is 3: give a multiple of 5 minutes",
            "business.booking.services.cut.people[1] is dan: there is no such person; did you mean"
                + " dana?",
            "business.booking.services.no key is no key: use Latin letters, digits, _ and -, at"
                + " most 40",
            "business.booking.services.no key is nobody and no room: name people or rooms",
            "business.booking.people.dana.absences[0] is tomorrow: write 2026-12-20,"
                + " 2026-12-20..2026-12-25 or 2026-12-20 09:00-12:00",
            "business.booking.people.dana.absences[1] is 2026-12-24..2026-12-20: write 2026-12-20,"
                + " 2026-12-20..2026-12-25 or 2026-12-20 09:00-12:00",
            "business.booking.people.dana.hours.sunday is late: write hours as 09:00-17:00, several"
                + " with commas, or closed",
            "business.booking.people.dana.hours.zone is not a setting: there are exceptions, monday,"
                + " tuesday, wednesday, thursday, friday, saturday, sunday",
            "business.booking.rooms.dana is a person and a room: give one of them another key");
  }

  @Test
  void messages_about_appointments_are_read_and_are_quiet_at_night_and_on_shabbat()
      throws IOException {
    String some =
        "business:\n  hours: {sunday: 09:00-17:00}\n  booking:\n"
            + "    services: {cut: {minutes: 30}}\n    people: {dana: {}}\n    messages: ";
    BookingMessages usual =
        Objects.requireNonNull(
            Objects.requireNonNull(
                    profile(some + "{by: sms, from: \"+97231111111\", reminders: [24, 3]}\n")
                        .booking())
                .messages());
    assertThat(usual.by()).isEqualTo(AlertRule.Channel.SMS);
    assertThat(usual.reminderHours()).containsExactly(24, 3);
    assertThat(usual.quiet().daily()).hasSize(1);
    assertThat(usual.quiet().city()).isNotNull();

    assertThat(problems(some + "{by: pigeon, template: HX1, reminders: 0, quiet: soon}\n"))
        .containsExactlyInAnyOrder(
            "business.booking.messages.by is pigeon: write sms, whatsapp or mail",
            "business.booking.messages.from is not set: give the number of yours at Twilio that"
                + " messages come from",
            "business.booking.messages.template is set: only WhatsApp has templates",
            "business.booking.messages.template is HX1: give the SID of a content template, HX and"
                + " 32 hexadecimal digits",
            "business.booking.messages.reminders is 0: give a whole number from 1 to 336",
            "business.booking.messages.quiet is soon: write shabbat, or hours as 22:00-07:00,"
                + " several with commas");
    assertThat(problems(some + "{by: mail, from: \"+97231111111\"}\n"))
        .containsExactly(
            "business.booking.messages.from is set: only SMS and WhatsApp have a number; leave it"
                + " out");
  }

  @Test
  void bookings_need_hours_services_and_somebody() throws IOException {
    assertThat(problems("business:\n  booking: {services: {cut: {minutes: 30}}}\n"))
        .containsExactly("business.booking is set without hours: give the business's hours, too");
    assertThat(problems("business:\n  hours: {sunday: 09:00-17:00}\n  booking: {step: 15}\n"))
        .containsExactly(
            "business.booking.services is not set: name at least one service, with its minutes",
            "business.booking.people is not set: name at least one person or room");
  }

  @Test
  void a_tool_of_its_own_is_not_called_as_one_of_bookings() throws IOException {
    assertThat(
            problems(
                """
                business:
                  hours: {sunday: 09:00-17:00}
                  tools:
                    - {name: book_appointment, description: x, url: "https://example.com/", secret: s}
                  booking:
                    services: {cut: {minutes: 30}}
                    people: {dana: {}}
                """))
        .containsExactly(
            "business.booking is set beside a tool called book_appointment: give the tool of your"
                + " own another name, or leave booking out");
  }
}
