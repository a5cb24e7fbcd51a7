package app.kolan.server.examination;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.BusinessState;
import app.kolan.server.directory.ManagedBy;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.examination.TwilioAlerts.Answer;
import app.kolan.server.examination.TwilioAlerts.Shown;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.telephony.rest.FakeTwilio;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("socket")
class TwilioAlertsTest {
  private static final Instant NOW = Instant.parse("2027-01-05T10:00:00Z");
  private static final AccountTokens ACCOUNT =
      new AccountTokens(
          "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
          List.of(new Secret("0123456789abcdef0123456789abcdef")));
  private static final CallSid MINE = new CallSid("CA" + "1".repeat(32));
  private static final CallSid OTHERS = new CallSid("CA" + "2".repeat(32));
  private static final long ME = 7;
  private static final long OTHER = 8;

  private static final String ALERTS =
      """
      {"alerts": [
        {"error_code": "11200", "log_level": "error", "date_generated": "2027-01-05T09:00:00Z",
         "request_url": "https://me:secret@phone.example/voice", "resource_sid": "%s"},
        {"error_code": "11205", "log_level": "error", "date_generated": "2027-01-05T09:00:00Z",
         "request_url": "https://phone.example/voice", "resource_sid": "%s"},
        {"error_code": "30001", "log_level": "warning",
         "date_generated": "2027-01-05T09:00:00Z", "resource_sid": "SM1"}]}
      """
          .formatted(MINE.value(), OTHERS.value());

  private final Queue<String> queries = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;
  private SqliteDatabase database;
  private FakeTwilio twilio;

  /// The published businesses, which have the account in common.
  private record Published(List<BusinessSettings> all) implements BusinessDirectory {
    static Published of(long... businesses) {
      return new Published(
          Arrays.stream(businesses)
              .mapToObj(
                  id ->
                      new BusinessSettings(
                          1,
                          new Business(id, "b" + id, null, AnswerMode.CONVERSE),
                          ACCOUNT,
                          ProviderSelection.NONE,
                          null))
              .toList());
    }

    @Override
    public Optional<BusinessSettings> byNumber(PhoneNumber called) {
      return Optional.empty();
    }

    @Override
    public Optional<BusinessSettings> find(long business, long version) {
      return current(business);
    }
  }

  @BeforeEach
  void open() throws IOException {
    database = SqliteDatabase.open(folder);
    twilio = new FakeTwilio();
    twilio.otherwise(
        exchange -> {
          queries.add(exchange.getRequestURI().getQuery());
          FakeTwilio.status(200, ALERTS).to(exchange);
        });
    arrived(MINE, ME);
    arrived(OTHERS, OTHER);
  }

  @AfterEach
  void close() {
    twilio.close();
    database.close();
  }

  private void arrived(CallSid call, long business) {
    arrived(call, business, ACCOUNT.accountSid());
  }

  private void arrived(CallSid call, long business, String account) {
    new SqlStores(database)
        .calls()
        .addArrival(
            call,
            account,
            business,
            1,
            new PhoneNumber("+972501234567"),
            new PhoneNumber("+97231234567"),
            "ticket",
            NOW);
  }

  /// What is asked of the alerts.
  private interface Question {
    Answer of(TwilioAlerts alerts, BusinessRecord me) throws InterruptedException;
  }

  private List<Shown> seenBy(Published published, boolean operator) throws InterruptedException {
    return asked(published, (alerts, me) -> alerts.of(me, operator));
  }

  private List<Shown> asked(Published published, Question question) throws InterruptedException {
    return ((Answer.Given) answer(published, question)).alerts();
  }

  private Answer answer(Published published, Question question) throws InterruptedException {
    var subjects =
        new ExaminationSubjects(
            new SqlDirectoryStore(database, SecretCipher.of("0".repeat(64))), published);
    var me =
        new BusinessRecord(
            ME,
            "me",
            "Me",
            BusinessState.ACTIVE,
            ManagedBy.API,
            ACCOUNT.accountSid(),
            List.of(),
            1L,
            NOW,
            1);
    try (var alerts =
        new TwilioAlerts(
            twilio.base(), new SqlStores(database).calls(), published, subjects, () -> NOW)) {
      return question.of(alerts, me);
    }
  }

  @Test
  void of_a_shared_account_a_business_sees_what_its_calls_are_about() throws InterruptedException {
    List<Shown> seen = seenBy(Published.of(ME, OTHER), false);

    assertThat(seen).extracting(Shown::call).containsExactly(MINE);
    assertThat(seen.getFirst().url()).isEqualTo("https://****@phone.example/voice");
    assertThat(queries)
        .as("until now, in its own time")
        .singleElement()
        .asString()
        .doesNotContain("EndDate");
  }

  @Test
  void what_concerns_the_account_is_for_who_has_it_alone_and_the_operator()
      throws InterruptedException {
    assertThat(seenBy(Published.of(ME), false)).extracting(Shown::code).contains(30001);
    assertThat(seenBy(Published.of(ME, OTHER), true))
        .extracting(Shown::code)
        .contains(30001)
        .doesNotContain(11205);
    assertThat(seenBy(Published.of(OTHER), false))
        .as("the business itself is not published yet")
        .extracting(Shown::code)
        .doesNotContain(30001);
  }

  @Test
  void of_a_call_only_what_is_about_it_is_shown_from_before_it_until_some_time_after()
      throws InterruptedException {
    LoggedCall call = new SqlStores(database).calls().find(MINE).orElseThrow();

    assertThat(asked(Published.of(ME, OTHER), (alerts, me) -> alerts.about(me, call)))
        .extracting(Shown::code)
        .containsExactly(11200);
    assertThat(queries)
        .singleElement()
        .asString()
        .contains("StartDate=2027-01-05T09:59:00Z", "EndDate=2027-01-05T14:10:00Z");
  }

  @Test
  void of_a_call_by_another_account_than_the_businesss_nobody_is_asked()
      throws InterruptedException {
    var before = new CallSid("CA" + "3".repeat(32));
    arrived(before, ME, "ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
    LoggedCall call = new SqlStores(database).calls().find(before).orElseThrow();

    assertThat(answer(Published.of(ME), (alerts, me) -> alerts.about(me, call)))
        .isEqualTo(new Answer.NoAccount());
    assertThat(twilio.asked()).isEmpty();
  }
}
