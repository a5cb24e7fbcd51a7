package app.kolan.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.TestClock;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.BookableResource;
import app.kolan.server.business.BookableResource.Kind;
import app.kolan.server.business.BookableService;
import app.kolan.server.business.BookingMessages;
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.ical.ParsedCalendar;
import app.kolan.server.mail.Mail;
import app.kolan.server.notify.sql.SqlAlertStore;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What those hear of their appointments who come to them, by a clock that is given.
@Tag("socket")
class AppointmentNoticesTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final PhoneNumber RUTH = new PhoneNumber("+972501234567");

  /// In Jerusalem it is 12:00 on a Thursday.
  private static final Instant THURSDAY = Instant.parse("2026-11-26T10:00:00Z");

  /// A Sunday, 10:00 in Jerusalem.
  private static final Instant SUNDAY_AT_TEN = Instant.parse("2026-11-29T08:00:00Z");

  @TempDir private Path folder;
  private final TestClock clock = new TestClock(THURSDAY);
  private final List<Alert> sent = new CopyOnWriteArrayList<>();
  private final List<String> called = new CopyOnWriteArrayList<>();
  private boolean works = true;
  private boolean callable = true;
  private SqlDatabase database;
  private Stores stores;
  private AlertStore store;
  private Alerts alerts;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder);
    stores = new SqlStores(database);
    store = new SqlAlertStore(database);
    AlertChannel channel =
        (alert, _, _) -> {
          if (!works) {
            return new AlertChannel.Sent.Failed("the carrier is away", 503, false);
          }
          sent.add(alert);
          return new AlertChannel.Sent.Taken("", null);
        };
    start(channel, false);
  }

  private void start(AlertChannel channel, boolean byCall) {
    BusinessDirectory directory = BusinessDirectory.ofOne(settings(byCall));
    var links = new AlertLinks("https://phone.example.com");
    alerts =
        Alerts.idle(
            store,
            stores,
            directory,
            links,
            Map.of(Channel.SMS, channel, Channel.MAIL, channel),
            false,
            AlertRetries.usual(),
            clock);
    alerts.add(
        new AppointmentNotices(
            stores.crm(),
            directory,
            links,
            true,
            (appointment, cause, words, _) -> callable && called.add(cause + " " + words)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static BusinessSettings settings(boolean byCall) {
    var owner =
        new AlertRule(
            Channel.MAIL,
            "owner@example.com",
            EnumSet.of(AlertKind.APPOINTMENT),
            QuietTimes.NONE,
            null,
            null,
            null);
    var hours = new OpeningHours(ISRAEL, Map.of(), Map.of(), null);
    var quiet =
        new QuietTimes(
            ISRAEL, City.JERUSALEM, List.of(new Hours(LocalTime.of(21, 0), LocalTime.of(8, 0))));
    var booking =
        new BookingSettings(
            List.of(new BookableService("cut", "תספורת", 30, 0, null, List.of("dana"), List.of())),
            List.of(new BookableResource("dana", "דנה", Kind.PERSON, hours, List.of())),
            30,
            0,
            60,
            ISRAEL,
            new BookingMessages(
                Channel.SMS, "+97231111111", null, List.of(24, 3), quiet, 30, byCall));
    return BusinessSettings.of(
        new Business(
            1,
            "מספרת דנה",
            null,
            AnswerMode.CONVERSE,
            BusinessProfile.builder().alerts(List.of(owner)).booking(booking).build()));
  }

  private AppointmentStore appointments() {
    return stores.crm().appointments();
  }

  private static AppointmentTime time(Instant start) {
    Instant end = start.plusSeconds(1800);
    return new AppointmentTime("dana", null, start, end, end);
  }

  private Appointment book(Instant start) {
    var draft =
        new Appointment.Draft(1, "cut", "תספורת", time(start), "רות", RUTH, null, null, "user:7");
    return booked(appointments().book(draft, clock.instant()));
  }

  private static Appointment booked(Outcome outcome) {
    return ((Outcome.Booked) outcome).appointment();
  }

  private void rounds(Duration pause, int number) {
    for (int i = 0; i < number; i++) {
      clock.advance(pause);
      for (int pass = 0; pass < 3; pass++) {
        alerts.round();
        Await.until("nothing is being sent", () -> !alerts.isSending());
      }
    }
  }

  private void look() {
    rounds(Duration.ofSeconds(31), 2);
  }

  private String words(Alert alert) {
    return NoticeWords.of(alert, settings(false)).plain();
  }

  private static Mail.Attachment invitation(Alert alert) {
    return Objects.requireNonNull(
        Invitation.of(alert, settings(false).business(), "kolan@example.com"));
  }

  private void ruthHasAnAddress() {
    stores
        .crm()
        .contacts()
        .add(
            1,
            new ContactDetails(
                "רות", List.of(RUTH), "ruth@example.com", null, List.of(), false, List.of()),
            "user:7",
            clock.instant());
  }

  @Test
  void a_booking_is_told_once_by_text_and_by_mail_with_an_entry_for_the_calendar() {
    ruthHasAnAddress();
    Appointment booked = book(SUNDAY_AT_TEN);
    look();
    look();

    assertThat(sent).extracting(Alert::channel).containsOnly(Channel.SMS, Channel.MAIL);
    assertThat(sent).extracting(Alert::address).containsOnly(RUTH.value(), "ruth@example.com");
    assertThat(sent).hasSize(2);
    assertThat(words(sent.getFirst()))
        .startsWith("נקבע תור במספרת דנה: תספורת, יום ראשון, 29 בנובמבר, בשעה 10:00, אצל דנה.")
        .endsWith("https://phone.example.com/console/a/" + booked.link());
    var garage = new Business(1, "Garage 24", null, AnswerMode.CONVERSE);
    CallerText told = CallerText.of(sent.getFirst(), garage);
    assertThat(told.subject()).isEqualTo("נקבע תור ב-Garage 24");
    assertThat(told.html()).contains("<html lang=\"he\" dir=\"rtl\">");
    var english = new CallerText(false, "Appointment", "on Monday", "", "");
    assertThat(english.html()).contains("<html lang=\"en\" dir=\"ltr\">");
    Mail.Attachment attached = invitation(sent.getFirst());
    assertThat(attached.type()).contains("method=REQUEST");
    Map<String, String> event = ParsedCalendar.of(attached.text()).events().getFirst();
    assertThat(event).containsEntry("DTSTART", "20261129T080000Z").containsEntry("SEQUENCE", "0");

    // Moved and cancelled are told of the same event, with a higher number.
    Appointment moved =
        booked(
            appointments()
                .move(
                    1,
                    booked.id(),
                    0,
                    time(SUNDAY_AT_TEN.plusSeconds(3600)),
                    null,
                    "user:7",
                    clock.instant()));
    look();
    assertThat(sent).hasSize(4);
    assertThat(words(sent.getLast())).startsWith("התור במספרת דנה הוזז").contains("11:00");
    Map<String, String> change =
        ParsedCalendar.of(invitation(sent.getLast()).text()).events().getFirst();
    assertThat(change).containsEntry("UID", event.get("UID")).containsEntry("SEQUENCE", "1");

    Appointment _ = appointments().cancel(1, moved.id(), 1, null, "user:7", clock.instant());
    look();
    assertThat(sent).hasSize(6);
    assertThat(words(sent.getLast())).startsWith("התור במספרת דנה בוטל").doesNotContain("https");
    Mail.Attachment cancelled = invitation(sent.getLast());
    assertThat(cancelled.type()).contains("method=CANCEL");
    assertThat(ParsedCalendar.of(cancelled.text()).events().getFirst())
        .containsEntry("STATUS", "CANCELLED")
        .containsEntry("UID", event.get("UID"));
  }

  @Test
  void what_was_changed_before_the_carrier_took_it_is_not_told() {
    works = false;
    Appointment booked = book(SUNDAY_AT_TEN);
    look();
    Appointment _ = appointments().cancel(1, booked.id(), 0, null, "user:7", clock.instant());
    works = true;
    rounds(Duration.ofMinutes(2), 5);

    assertThat(sent).hasSize(1);
    assertThat(words(sent.getFirst())).contains("בוטל");
    assertThat(store.find(AlertQuery.all(1, 10)))
        .filteredOn(alert -> alert.state() == AlertState.FAILED)
        .singleElement()
        .satisfies(alert -> assertThat(alert.problem()).contains("changed meanwhile"));
  }

  @Test
  void where_that_is_set_a_machine_calls_to_remind_and_the_message_is_left_out() {
    start((_, _, _) -> new AlertChannel.Sent.Taken("", null), true);
    ruthHasAnAddress();
    Appointment booked = book(SUNDAY_AT_TEN);
    look();
    clock.advance(Duration.between(clock.instant(), SUNDAY_AT_TEN.minus(Duration.ofHours(2))));
    look();

    assertThat(called)
        .containsExactly(
            "appointment:%d:r0:remind:3 תספורת, היום, יום ראשון, 29 בנובמבר, בשעה 10:00, אצל דנה"
                .formatted(booked.id()));
    assertThat(store.find(AlertQuery.all(1, 10)))
        .filteredOn(alert -> alert.kind() == AlertKind.APPOINTMENT_REMINDER)
        .extracting(Alert::channel)
        .containsExactly(Channel.MAIL);
  }

  /// Such as one who has pressed 9, or where the number is none that a machine may call.
  @Test
  void who_cannot_be_called_is_reminded_by_the_message() {
    callable = false;
    start((_, _, _) -> new AlertChannel.Sent.Taken("", null), true);
    Appointment booked = book(SUNDAY_AT_TEN);
    look();
    clock.advance(Duration.between(clock.instant(), SUNDAY_AT_TEN.minus(Duration.ofHours(2))));
    look();

    assertThat(called).isEmpty();
    assertThat(store.find(AlertQuery.all(1, 10)))
        .filteredOn(alert -> alert.kind() == AlertKind.APPOINTMENT_REMINDER)
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.channel()).isEqualTo(Channel.SMS);
              assertThat(alert.cause())
                  .isEqualTo("appointment:%d:r0:remind:3".formatted(booked.id()));
            });
  }

  @Test
  void who_comes_is_reminded_out_of_shabbat_and_the_night_and_not_when_it_is_cancelled() {
    Appointment sunday = book(SUNDAY_AT_TEN);
    Appointment gone = book(SUNDAY_AT_TEN.plusSeconds(3600));
    look();
    sent.clear();
    Appointment _ = appointments().cancel(1, gone.id(), 0, null, "user:7", clock.instant());
    look();
    sent.clear();

    // 24 hours before is on Shabbat, which ends on Saturday at 17:15.
    rounds(Duration.ofMinutes(30), 2 * 53);
    assertThat(clock.instant()).isBetween("2026-11-28T15:00:00Z", "2026-11-28T15:30:00Z");
    assertThat(sent).isEmpty();
    rounds(Duration.ofMinutes(30), 8);
    assertThat(sent).extracting(Alert::kind).containsExactly(AlertKind.APPOINTMENT_REMINDER);
    assertThat(words(sent.getFirst()))
        .startsWith("תזכורת לתור במספרת דנה: תספורת, יום ראשון")
        .contains(Objects.requireNonNull(sunday.link()));

    // Three hours before is before eight o'clock.
    rounds(Duration.ofMinutes(30), 20);
    assertThat(clock.instant()).isBetween("2026-11-29T05:00:00Z", "2026-11-29T05:30:00Z");
    assertThat(sent).hasSize(1);
    rounds(Duration.ofMinutes(30), 4);
    assertThat(sent).hasSize(2);
    rounds(Duration.ofHours(1), 4);
    assertThat(sent).hasSize(2);
  }

  @Test
  void who_has_just_booked_needs_no_reminder() {
    Appointment _ = book(THURSDAY.plus(Duration.ofHours(3)));
    look();
    sent.clear();
    rounds(Duration.ofMinutes(20), 12);

    assertThat(sent).isEmpty();
  }

  @Test
  void the_business_hears_of_what_is_cancelled_by_the_link_or_by_a_key_in_a_call() {
    for (String by : List.of(Appointment.BY_LINK, Appointment.BY_CALL)) {
      Appointment booked = book(SUNDAY_AT_TEN);
      look();
      sent.clear();
      Appointment _ = appointments().cancel(1, booked.id(), 0, null, by, clock.instant());
      look();

      assertThat(sent)
          .filteredOn(alert -> alert.address().equals("owner@example.com"))
          .singleElement()
          .satisfies(alert -> assertThat(words(alert)).startsWith("תור שבוטל: רות"));
    }
  }
}
