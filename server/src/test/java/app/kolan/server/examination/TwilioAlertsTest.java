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
        FakeTwilio.status(
            200,
            """
            {"alerts": [
              {"error_code": "11200", "log_level": "error", "date_generated": "2027-01-05T09:00:00Z",
               "request_url": "https://me:secret@phone.example/voice", "resource_sid": "%s"},
              {"error_code": "11205", "log_level": "error", "date_generated": "2027-01-05T09:00:00Z",
               "request_url": "https://phone.example/voice", "resource_sid": "%s"},
              {"error_code": "30001", "log_level": "warning",
               "date_generated": "2027-01-05T09:00:00Z", "resource_sid": "SM1"}]}
            """
                .formatted(MINE.value(), OTHERS.value())));
    arrived(MINE, ME);
    arrived(OTHERS, OTHER);
  }

  @AfterEach
  void close() {
    twilio.close();
    database.close();
  }

  private void arrived(CallSid call, long business) {
    new SqlStores(database)
        .calls()
        .addArrival(
            call,
            ACCOUNT.accountSid(),
            business,
            1,
            new PhoneNumber("+972501234567"),
            new PhoneNumber("+97231234567"),
            "ticket",
            NOW);
  }

  private List<Shown> seenBy(Published published, boolean operator) throws InterruptedException {
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
      return ((Answer.Given) alerts.of(me, operator)).alerts();
    }
  }

  @Test
  void of_a_shared_account_a_business_sees_what_its_calls_are_about() throws InterruptedException {
    List<Shown> seen = seenBy(Published.of(ME, OTHER), false);

    assertThat(seen).extracting(Shown::call).containsExactly(MINE);
    assertThat(seen.getFirst().url()).isEqualTo("https://****@phone.example/voice");
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
}
