package app.kolan.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.rest.FakeTwilio;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.RecordingSid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a server that follows https://www.twilio.com/docs/voice/api/recording.
@Tag("socket")
final class MissedMessagesTest {
  private static final Instant SINCE = Instant.parse("2026-11-28T10:00:00Z");
  private static final String RECORDINGS =
      """
      {"next_page_uri": null, "recordings": [{"sid": "%s", "call_sid": "%s", "status": "completed",
        "source": "RecordVerb", "date_created": "Sat, 28 Nov 2026 12:00:00 +0000",
        "duration": "7"}]}
      """
          .formatted(Sample.RECORDING.value(), Sample.CALL.value());
  private static final String CALL =
      """
      {"sid": "%s", "from": "%s", "to": "%s", "date_created": "Sat, 28 Nov 2026 11:59:00 +0000"}
      """
          .formatted(Sample.CALL.value(), Sample.CALLER.value(), Sample.CALLED.value());

  @TempDir Path folder;
  private final List<RecordingSid> fetched = new ArrayList<>();
  private FakeTwilio twilio;
  private TwilioRest rest;
  private Stores stores;

  @BeforeEach
  void open() throws IOException {
    twilio = new FakeTwilio();
    rest = new TwilioRest(twilio.base(), Sample.ACCOUNT, List.of("token"));
    stores = StoreFactory.open(folder);
  }

  @AfterEach
  void close() {
    stores.close();
    rest.close();
    twilio.close();
  }

  @Test
  void a_message_of_which_nothing_was_written_down_becomes_a_lead() throws Exception {
    twilio.next(FakeTwilio.status(200, RECORDINGS), FakeTwilio.status(200, CALL));

    assertThat(messages(List.of()).find(SINCE)).isTrue();

    assertThatTheMessageIsALead();
  }

  @Test
  void a_message_that_was_announced_while_its_call_could_not_be_written_becomes_a_lead()
      throws Exception {
    stores
        .recordings()
        .announce(Sample.RECORDING, Sample.CALL, Duration.ofSeconds(7), SINCE.plusSeconds(7300));
    stores.recordings().markFailed(Sample.RECORDING, "its account is unknown", SINCE);
    twilio.next(FakeTwilio.status(200, RECORDINGS), FakeTwilio.status(200, CALL));

    assertThat(messages(List.of()).find(SINCE)).isTrue();

    assertThatTheMessageIsALead();
  }

  @Test
  void a_message_that_is_known_is_left_alone() throws Exception {
    Sample.arrive(stores.calls());
    stores.recordings().announce(Sample.RECORDING, Sample.CALL, Duration.ofSeconds(7), SINCE);
    twilio.next(FakeTwilio.status(200, RECORDINGS));

    assertThat(messages(List.of()).find(SINCE)).isTrue();

    assertThat(twilio.asked()).hasSize(1);
    assertThat(fetched).isEmpty();
  }

  @Test
  void an_erased_callers_message_is_not_taken_from_twilio_again() throws Exception {
    twilio.next(FakeTwilio.status(200, RECORDINGS));

    assertThat(messages(List.of(Sample.CALL)).find(SINCE)).isTrue();

    assertThat(twilio.asked()).hasSize(1);
    assertThat(stores.calls().find(Sample.CALL)).isEmpty();
    assertThat(stores.recordings().find(Sample.RECORDING)).isEmpty();
  }

  private void assertThatTheMessageIsALead() {
    assertThat(stores.calls().find(Sample.CALL))
        .map(LoggedCall::arrivedAt)
        .contains(SINCE.plus(Duration.ofMinutes(119)));
    assertThat(stores.leads().find(Sample.CALL)).map(Lead::recording).contains(Sample.RECORDING);
    assertThat(fetched).containsExactly(Sample.RECORDING);
  }

  private MissedMessages messages(List<CallSid> erased) {
    var business = new Business(1, "test", null, AnswerMode.VOICEMAIL);
    var settings =
        new BusinessSettings(
            1,
            business,
            new AccountTokens(Sample.ACCOUNT, List.of(new Secret("token"))),
            ProviderSelection.NONE,
            null);
    InstantSource clock = () -> SINCE.plus(Duration.ofHours(3));
    var unwritten =
        new UnwrittenCalls(
            stores.calls(),
            BusinessDirectory.ofOne(settings),
            _ -> rest,
            erased::contains,
            () -> {},
            clock);
    return new MissedMessages(
        stores.calls(),
        stores.recordings(),
        unwritten,
        _ -> rest,
        Sample.CALLED::equals,
        fetched::add,
        clock);
  }
}
