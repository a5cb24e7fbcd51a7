package app.kolan.server.calendar;

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
import app.kolan.server.business.BookingSettings;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.identity.SecretSealer;
import app.kolan.server.notify.Alert;
import app.kolan.server.notify.AlertChannel;
import app.kolan.server.notify.AlertLinks;
import app.kolan.server.notify.AlertQuery;
import app.kolan.server.notify.AlertStore;
import app.kolan.server.notify.Alerts;
import app.kolan.server.notify.sql.SqlAlertStore;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.CalendarLink;
import app.kolan.server.store.OccupiedTimes;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// A business with Dana, who has a calendar elsewhere, and its appointments in a real database. A
/// look into the calendar is made when the test says so.
final class CalendarBench implements AutoCloseable {
  static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  /// A Sunday, 12:00 in Jerusalem.
  static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");

  /// A week later, 10:00 in Jerusalem.
  static final Instant TEN = Instant.parse("2026-12-06T08:00:00Z");

  /// A password that is sealed is turned around.
  private static final SecretSealer SEALER =
      new SecretSealer() {
        @Override
        public String seal(String secret, String purpose) {
          return purpose + "|" + new StringBuilder(secret).reverse();
        }

        @Override
        public String open(String sealed, String purpose) {
          assertThat(sealed).startsWith(purpose + "|");
          return new StringBuilder(sealed.substring(purpose.length() + 1)).reverse().toString();
        }
      };

  final TestClock clock = new TestClock(NOW);
  final SqlStores stores;
  final Calendars calendars;
  private final SqlDatabase database;
  private final AlertStore alertStore;
  private final Alerts alerts;

  CalendarBench(Path folder, URI google, Duration limit) {
    database = SqliteDatabase.open(folder);
    stores = new SqlStores(database);
    alertStore = new SqlAlertStore(database);
    BusinessDirectory directory = BusinessDirectory.ofOne(settings());
    AlertChannel channel = (_, _, _) -> new AlertChannel.Sent.Taken("", null);
    alerts =
        Alerts.start(
            alertStore,
            stores,
            directory,
            AlertLinks.NONE,
            Map.of(Channel.MAIL, channel),
            false,
            clock);
    calendars =
        Calendars.idle(
            new Calendars.Parts(stores.crm(), directory, SEALER, alerts, clock), google, limit);
  }

  CalendarBench(Path folder) {
    this(folder, URI.create("http://127.0.0.1:9/"), Duration.ofSeconds(20));
  }

  private static BusinessSettings settings() {
    var owner =
        new AlertRule(
            Channel.MAIL,
            "owner@example.com",
            EnumSet.of(AlertKind.APPOINTMENT, AlertKind.PROVIDER_SICK),
            QuietTimes.NONE,
            null,
            null,
            null);
    var hours = new OpeningHours(ISRAEL, Map.of(), Map.of(), null);
    var booking =
        new BookingSettings(
            List.of(new BookableService("cut", "תספורת", 30, 0, null, List.of("dana"), List.of())),
            List.of(new BookableResource("dana", "דנה", Kind.PERSON, hours, List.of())),
            30,
            0,
            60,
            ISRAEL);
    return BusinessSettings.of(
        new Business(
            1,
            "מספרת דנה",
            null,
            AnswerMode.CONVERSE,
            BusinessProfile.builder()
                .alerts(List.of(owner))
                .localTools(true)
                .booking(booking)
                .build()));
  }

  /// Binds Dana.
  CalendarLink bind(CalendarLink.Kind kind, String address, String user, String password)
      throws InterruptedException {
    Calendars.Tried tried = calendars.bind(1, "dana", kind, address, user, password, "user:7");
    assertThat(tried.problem()).isNull();
    Await.until("the look that binding begins is over", calendars::isIdle);
    assertThat(link().syncedAt()).isNotNull();
    assertThat(link().problem()).isNull();
    return link();
  }

  CalendarLink link() {
    return stores.crm().calendarLinks().list(1).getFirst();
  }

  /// Looks into the calendar, a minute later.
  boolean look() throws InterruptedException {
    clock.advance(Duration.ofMinutes(1));
    return calendars.look(1, link().id());
  }

  AppointmentStore appointments() {
    return stores.crm().appointments();
  }

  Appointment book(Instant from) {
    return ((Outcome.Booked) tryToBook(from)).appointment();
  }

  Outcome tryToBook(Instant from) {
    return appointments()
        .book(
            new Appointment.Draft(
                1,
                "cut",
                "תספורת",
                time(from),
                "רות, בת 7",
                new PhoneNumber("+972501234567"),
                null,
                null,
                "user:7"),
            clock.instant());
  }

  Appointment move(Appointment appointment, Instant to) {
    return ((Outcome.Booked)
            appointments()
                .move(
                    1,
                    appointment.id(),
                    appointment.revision(),
                    time(to),
                    null,
                    "user:7",
                    clock.instant()))
        .appointment();
  }

  void cancel(Appointment appointment) {
    Appointment _ =
        appointments()
            .cancel(1, appointment.id(), appointment.revision(), null, "user:7", clock.instant());
  }

  static AppointmentTime time(Instant from) {
    Instant to = from.plus(Duration.ofMinutes(30));
    return new AppointmentTime("dana", null, from, to, to);
  }

  Appointment now(Appointment appointment) {
    return appointments().find(1, appointment.id()).orElseThrow();
  }

  boolean isFree(Instant from, Duration length) {
    Instant to = from.plus(length);
    OccupiedTimes occupied =
        appointments().occupied(1, List.of("dana"), from, to, null, clock.instant());
    return occupied.isFree("dana", from, to);
  }

  /// What the business was told, the newest first.
  List<Alert> told(AlertKind kind) {
    return alertStore.find(AlertQuery.all(1, 99)).stream()
        .filter(alert -> alert.kind() == kind)
        .toList();
  }

  SqlDatabase database() {
    return database;
  }

  @Override
  public void close() {
    calendars.close();
    alerts.close();
    database.close();
  }
}
