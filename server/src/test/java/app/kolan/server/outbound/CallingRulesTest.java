package app.kolan.server.outbound;

import static app.kolan.server.store.Sample.call;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.CallingSettings;
import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.outbound.DoNotCallStore.Source;
import app.kolan.server.outbound.sql.SqlDoNotCallStore;
import app.kolan.server.store.Contact;
import app.kolan.server.store.Contact.Purpose;
import app.kolan.server.store.ContactDetails;
import app.kolan.server.store.ContactDetails.NewConsent;
import app.kolan.server.store.ContactStore;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class CallingRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final PhoneNumber DANA = new PhoneNumber("+972501112233");
  private static final QuietTimes QUIET =
      new QuietTimes(
          ZoneId.of("Asia/Jerusalem"),
          City.JERUSALEM,
          List.of(new Hours(LocalTime.of(20, 0), LocalTime.of(9, 0))));
  private static final Business BUSINESS =
      new Business(
          1,
          "test",
          null,
          AnswerMode.CONVERSE,
          BusinessProfile.builder().calling(CallingSettings.usual(QUIET)).build());

  private static final Business EVERYWHERE =
      new Business(
          1,
          "test",
          null,
          AnswerMode.CONVERSE,
          BusinessProfile.builder()
              .calling(
                  new CallingSettings(
                      null,
                      null,
                      Set.of("IL", "US", "FR", "DE", "GB"),
                      QUIET,
                      3,
                      200,
                      null,
                      CallingSettings.USUAL_COST,
                      false,
                      false))
              .build());

  @TempDir private Path folder;
  private SqlDatabase database;
  private ContactStore contacts;
  private DoNotCallStore numbers;
  private CallingRules rules;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder);
    contacts = new SqlStores(database).crm().contacts();
    numbers = new SqlDoNotCallStore(database);
    rules = new CallingRules(contacts, numbers);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void only_israel_is_called_unless_more_is_set() {
    assertThat(judge(CallPurpose.CALL_BACK, "+972501112233")).isEmpty();
    assertThat(judge(CallPurpose.CALL_BACK, "+14155550123")).contains(Refusal.COUNTRY);
    assertThat(judge(CallPurpose.CALL_BACK, "anonymous")).contains(Refusal.NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+972190012345",
        "+9721900123456",
        "+9721901123456",
        "+9721902123456",
        "+9721919123456",
        "+9721956123456",
        "+9721957123456"
      })
  void a_number_that_costs_more_than_others_is_not_called(String number) {
    for (CallPurpose purpose : CallPurpose.values()) {
      assertThat(judge(purpose, number)).contains(Refusal.PREMIUM_RATE);
    }
  }

  /// Whatever countries are allowed: the police, ambulances and the fire brigade of several, and
  /// numbers that are too short or too long for their country.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+972100",
        "+972101",
        "+972102",
        "+972112",
        "+1911",
        "+33112",
        "+3315",
        "+49110",
        "+44999",
        "+97250",
        "+972501",
        "+3312345"
      })
  void nobody_is_called_at_the_number_of_an_emergency_or_at_none(String number) {
    for (CallPurpose purpose : CallPurpose.values()) {
      assertThat(rules.judge(EVERYWHERE, purpose, new PhoneNumber(number), NOW))
          .isNotEmpty()
          .get()
          .isIn(Refusal.NUMBER, Refusal.COUNTRY);
    }
    assertThat(rules.judge(EVERYWHERE, CallPurpose.CALL_BACK, new PhoneNumber("+33142345678"), NOW))
        .isEmpty();
  }

  @Test
  void a_consent_that_is_taken_back_is_none() {
    contact(false, call(1));
    numbers.replaceRegistry(1, List.of(), "user:1", NOW);
    assertThat(judge(CallPurpose.ADVERTISING, DANA.value())).isEmpty();
    Contact known = contacts.findByNumber(1, DANA).orElseThrow();
    var no = new NewConsent(Purpose.MARKETING, false, call(2), null);
    Contact _ =
        contacts.update(
            1,
            known.id(),
            known.revision(),
            new ContactDetails("Dana", List.of(DANA), null, null, List.of(), false, List.of(no)),
            "user:1",
            NOW.plusSeconds(1));

    assertThat(judge(CallPurpose.ADVERTISING, DANA.value())).contains(Refusal.NO_CONSENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+9721800123456",
        "+9721700123456",
        "+97237654321",
        "+972721234567",
        "+97225001234"
      })
  void numbers_of_businesses_are_called(String number) {
    assertThat(judge(CallPurpose.CALL_BACK, number)).isEmpty();
  }

  @Test
  void who_wants_no_calls_is_not_called_for_any_purpose() {
    numbers.add(1, List.of(DANA), Source.PERSON, "user:1", NOW);

    for (CallPurpose purpose : CallPurpose.values()) {
      assertThat(judge(purpose, DANA.value())).contains(Refusal.DO_NOT_CALL);
    }
  }

  @Test
  void a_contact_that_is_marked_is_not_called() {
    contact(true, null);

    assertThat(judge(CallPurpose.SERVICE, DANA.value())).contains(Refusal.DO_NOT_CALL);
  }

  @Test
  void advertising_needs_a_consent_that_a_call_proves_and_a_registry_that_is_fresh() {
    assertThat(judge(CallPurpose.SERVICE, DANA.value())).isEmpty();
    assertThat(judge(CallPurpose.ADVERTISING, DANA.value())).contains(Refusal.NO_CONSENT);
    contact(false, call(1));
    assertThat(judge(CallPurpose.ADVERTISING, DANA.value())).contains(Refusal.NO_REGISTRY);
    numbers.replaceRegistry(1, List.of(), "user:1", NOW.minus(Duration.ofDays(15)));
    assertThat(judge(CallPurpose.ADVERTISING, DANA.value())).contains(Refusal.NO_REGISTRY);
    numbers.replaceRegistry(1, List.of(), "user:1", NOW.minus(Duration.ofDays(14)));
    assertThat(judge(CallPurpose.ADVERTISING, DANA.value())).isEmpty();
    numbers.replaceRegistry(1, List.of(DANA), "user:1", NOW);
    assertThat(judge(CallPurpose.ADVERTISING, DANA.value())).contains(Refusal.REGISTRY);
    assertThat(judge(CallPurpose.SERVICE, DANA.value())).isEmpty();
  }

  @Test
  void a_consent_without_a_call_proves_nothing() {
    contact(false, null);

    assertThat(judge(CallPurpose.ADVERTISING, DANA.value())).contains(Refusal.NO_CONSENT);
  }

  @Test
  void nobody_is_called_at_night_nor_on_shabbat() {
    assertThat(CallingRules.allowedFrom(BUSINESS, NOW)).isEqualTo(NOW);
    // A Wednesday evening, and a Friday one, which ends on Sunday morning.
    assertThat(CallingRules.allowedFrom(BUSINESS, Instant.parse("2026-11-25T18:30:00Z")))
        .isEqualTo(Instant.parse("2026-11-26T07:00:00Z"));
    assertThat(CallingRules.allowedFrom(BUSINESS, Instant.parse("2026-11-27T16:00:00Z")))
        .isAfter(Instant.parse("2026-11-28T14:00:00Z"));
  }

  private Optional<Refusal> judge(CallPurpose purpose, String number) {
    return rules.judge(BUSINESS, purpose, new PhoneNumber(number), NOW);
  }

  private void contact(boolean doNotCall, @Nullable CallSid proof) {
    var consent = new NewConsent(Purpose.MARKETING, true, proof, null);
    contacts.add(
        1,
        new ContactDetails(
            "Dana", List.of(DANA), null, null, List.of(), doNotCall, List.of(consent)),
        "user:1",
        NOW);
  }
}
