package app.kolan.server.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.Await;
import app.kolan.server.TestClock;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.audit.sql.AuditedDatabase;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.outbound.OutboundCalls.Ordered;
import app.kolan.server.outbound.sql.SqlCallOrderStore;
import app.kolan.server.outbound.sql.SqlDoNotCallStore;
import app.kolan.server.outbound.sql.SqlRegistryStore;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.settings.PublicUrl;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.AppointmentStore.Outcome;
import app.kolan.server.store.AppointmentTime;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.server.telephony.rest.FakeTwilio;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.server.usage.MonthlyLimits;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Twilio refuses, what changes while somebody is called, and what the audit log has of it.
@Tag("socket")
class OutboundCallsFaultsTest {
  private static final Instant NOON = Instant.parse("2026-11-25T10:00:00Z");
  private static final PhoneNumber DANA = new PhoneNumber("+972501112233");
  private static final PhoneNumber OURS = new PhoneNumber("+972720000002");
  private static final String ACCOUNT = "AC" + "b".repeat(32);
  private static final AuditActor ACTOR = new AuditActor("user:7", null);

  @TempDir private Path folder;
  private final TestClock clock = new TestClock(NOON);
  private FakeTwilio twilio;
  private TwilioRest rest;
  private SqlDatabase database;
  private Stores stores;
  private DoNotCallStore numbers;
  private OutboundCalls calls;

  @BeforeEach
  void open() throws Exception {
    twilio = new FakeTwilio();
    rest = new TwilioRest(twilio.base(), ACCOUNT, List.of("token"));
    database = SqliteDatabase.open(folder);
    stores = new SqlStores(database);
    var audited = new AuditedDatabase(database);
    numbers = new SqlDoNotCallStore(audited);
    var calling =
        new CallingSettings(
            null,
            OURS,
            Set.of("IL"),
            QuietTimes.NONE,
            3,
            200,
            null,
            CallingSettings.USUAL_COST,
            false,
            false);
    var business =
        new Business(
            1,
            "test",
            null,
            AnswerMode.CONVERSE,
            BusinessProfile.builder().calling(calling).build());
    var directory =
        BusinessDirectory.ofOne(
            new BusinessSettings(
                1,
                business,
                new AccountTokens(ACCOUNT, List.of(new Secret("token"))),
                ProviderSelection.NONE,
                null));
    calls =
        OutboundCalls.idle(
            new OutboundCalls.Parts(
                new SqlCallOrderStore(audited),
                numbers,
                stores.crm(),
                stores.calls(),
                directory,
                _ -> List.of(OURS),
                _ -> rest,
                MonthlyLimits.NONE,
                new SqlAuditLog(database),
                stores.recordings(),
                _ -> {},
                PublicUrl.parse("https://phone.example.com").orElseThrow(),
                false),
            Duration.ofSeconds(4),
            clock);
  }

  @AfterEach
  void close() {
    calls.close();
    rest.close();
    database.close();
    twilio.close();
  }

  /// What holds for the account or its number has nothing to do with the one who is called: a
  /// campaign is paused for it, and none of its people is lost.
  @ParameterizedTest
  @CsvSource({
    "401, 20003, REFUSED, no-account",
    "400, 20005, REFUSED, no-account",
    "400, 21210, REFUSED, no-number-of-ours",
    "400, 21212, REFUSED, no-number-of-ours",
    "400, 21215, FAILED, Twilio refused it: error 21215",
    "400, 21211, FAILED, Twilio refused it: error 21211",
  })
  void what_twilio_refuses_is_told_by_whom_it_concerns(
      int status, int code, CallResult result, String problem) {
    twilio.next(
        FakeTwilio.status(status, "{\"code\": %d, \"status\": %d}".formatted(code, status)));

    CallOrder order = round(announce("a", null));

    assertThat(order.result()).isEqualTo(result);
    assertThat(order.problem()).isEqualTo(problem);
    assertThat(twilio.asked()).hasSize(1);
  }

  @Test
  void who_asks_for_too_much_waits_and_loses_no_attempt() {
    twilio.otherwise(FakeTwilio.status(429, "{\"code\": 20429, \"status\": 429}"));
    CallOrder order = announce("a", null);
    for (int i = 1; i <= 5; i++) {
      CallOrder waiting = round(order);
      assertThat(waiting.state()).isEqualTo(CallOrder.State.WAITING);
      assertThat(waiting.attempts()).as("nobody was called").isZero();
      assertThat(waiting.dueAt()).isAfterOrEqualTo(clock.instant().plusSeconds(5));
      assertThat(twilio.asked()).hasSize(i);
      clock.advance(Duration.ofSeconds(6));
    }
    twilio.otherwise(FakeTwilio.status(201, "{\"sid\": \"%s\"}".formatted(call(1).value())));

    CallOrder placed = round(order);

    assertThat(placed.attempts()).isEqualTo(1);
    assertThat(placed.call()).isEqualTo(call(1));
    assertThat(calls.store().find(1, null, PagePosition.NEWEST, 9)).hasSize(1);
  }

  @Test
  void twilio_is_asked_for_no_other_call_while_it_takes_none() {
    twilio.otherwise(FakeTwilio.status(429, "{\"code\": 20429, \"status\": 429}"));
    var _ = round(announce("a", null));
    CallOrder other = announce("b", null, new PhoneNumber("+972521112234"));

    clock.advance(Duration.ofSeconds(2));
    assertThat(round(other).state()).isEqualTo(CallOrder.State.WAITING);
    assertThat(twilio.asked()).hasSize(1);

    clock.advance(Duration.ofSeconds(4));
    var _ = round(other);
    assertThat(twilio.asked()).hasSize(2);
  }

  @Test
  void who_says_while_a_call_waits_that_he_wants_none_is_not_called() {
    CallOrder order = announce("a", null);
    numbers.add(1, List.of(DANA), Source.PERSON, "agent", clock.instant());

    CallOrder refused = round(order);

    assertThat(refused.result()).isEqualTo(CallResult.REFUSED);
    assertThat(refused.problem()).isEqualTo("do-not-call");
    assertThat(twilio.asked()).isEmpty();
  }

  @Test
  void who_confirms_or_cancels_a_time_that_is_no_longer_so_has_done_nothing() {
    twilio.otherwise(FakeTwilio.status(201, "{\"sid\": \"%s\"}".formatted(call(1).value())));
    AppointmentStore appointments = stores.crm().appointments();
    Appointment booked = book(NOON.plus(Duration.ofDays(1)));
    clock.advance(Duration.ofSeconds(1));
    CallOrder order = round(announce("a", booked.id()));
    clock.advance(Duration.ofSeconds(9));
    // While he hears of it, the business moves it.
    Outcome _ =
        appointments.move(
            1,
            booked.id(),
            0,
            time(NOON.plus(Duration.ofDays(3))),
            null,
            "user:7",
            clock.instant());

    for (String key : List.of("1", "2")) {
      String said = pressed(order, key);
      assertThat(said).as(key).contains("לא הצלחנו לעדכן");
    }

    Appointment after = appointments.find(1, booked.id()).orElseThrow();
    assertThat(after.state()).isEqualTo(Appointment.State.BOOKED);
    assertThat(after.confirmedAt()).isNull();
  }

  @Test
  void no_change_is_without_its_entry_in_the_audit_log() {
    twilio.otherwise(FakeTwilio.status(201, "{\"sid\": \"%s\"}".formatted(call(1).value())));
    var imports = new RegistryImports(new SqlRegistryStore(new AuditedDatabase(database)), clock);
    RegistryFile file = RegistryFile.read("0521112233".getBytes(US_ASCII), "IL");
    CallOrder order = round(announce("a", null));
    assertThat(pressed(order, "9")).contains("לא נתקשר יותר");
    assertThat(imports.read(1, file, "one.csv", ACTOR, _ -> {}))
        .isInstanceOf(RegistryImports.Result.Read.class);
    assertThat(actions())
        .containsExactly("outgoing-call.order", "outgoing-call.answer", "do-not-call.import");

    // A log that takes no entry.
    database.writeOnly(handle -> handle.execute("alter table audit_entries rename to away"));
    var other = new PhoneNumber("+972521112234");
    assertThatThrownBy(() -> announce("b", null, other)).isInstanceOf(StoreException.class);
    assertThat(calls.store().findByKey(1, "b")).isEmpty();
    assertThatThrownBy(
            () ->
                imports.read(
                    1,
                    RegistryFile.read("0521112234".getBytes(US_ASCII), "IL"),
                    "two.csv",
                    ACTOR,
                    _ -> {}))
        .isInstanceOf(StoreException.class);
    assertThat(numbers.sources(1, other)).isEmpty();
    assertThat(numbers.sources(1, new PhoneNumber("+972521112233")))
        .as("the registry before counts")
        .containsExactly(Source.REGISTRY);
  }

  private List<String> actions() {
    return new SqlAuditLog(database)
        .after(0, 99).stream().map(AuditRecord::entry).map(entry -> entry.action()).toList();
  }

  private CallOrder announce(String key, @Nullable Long appointment) {
    return announce(key, appointment, DANA);
  }

  private CallOrder announce(String key, @Nullable Long appointment, PhoneNumber number) {
    Ordered ordered =
        calls.announce(
            new AnnouncementCall(
                1,
                key,
                CallPurpose.SERVICE,
                number,
                null,
                null,
                new Announcement("תספורת, מחר בשעה 10:00.", appointment),
                ACTOR,
                NOON.plus(Duration.ofDays(1))));
    return ((Ordered.Taken) ordered).order();
  }

  private CallOrder round(CallOrder order) {
    calls.round();
    Await.until("it is done", () -> !calls.isWorking());
    return calls.store().find(order.id()).orElseThrow();
  }

  private String pressed(CallOrder order, String key) {
    FormPairs form =
        FormPairs.of(
            "CallSid",
            call(1).value(),
            "AccountSid",
            ACCOUNT,
            "Digits",
            key,
            TwilioPaths.ORDER,
            order.id());
    return calls
        .webhooks()
        .keyPressed(form, PublicUrl.parse("https://phone.example.com").orElseThrow())
        .orElseThrow()
        .toString();
  }

  private Appointment book(Instant start) {
    var draft =
        new Appointment.Draft(1, "cut", "תספורת", time(start), "דנה", DANA, null, null, "user:7");
    return ((Outcome.Booked) stores.crm().appointments().book(draft, clock.instant()))
        .appointment();
  }

  private static AppointmentTime time(Instant start) {
    return new AppointmentTime(
        "dana", null, start, start.plusSeconds(1800), start.plusSeconds(1800));
  }

  private static CallSid call(int number) {
    return new CallSid("CA%032d".formatted(number));
  }
}
