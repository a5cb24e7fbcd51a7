package app.kolan.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.AudioFiles;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.Recording;
import app.kolan.server.store.RecordingState;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.server.telephony.rest.FakeTwilio;
import app.kolan.server.telephony.rest.TwilioRest;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call that came in while the database was away, and whose message is reported once it is back:
/// after what was missed has been looked for.
@Tag("socket")
final class UnwrittenCallsTest {
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final FetchRetries HASTY =
      new FetchRetries(SHORT, SHORT, Duration.ofHours(1), Duration.ofHours(1), 100_000);
  private static final FakeTwilio.Answer CALL =
      FakeTwilio.status(
          200,
          """
          {"sid": "%s", "from": "%s", "to": "%s",
            "date_created": "Sat, 28 Nov 2026 11:59:00 +0000"}
          """
              .formatted(Sample.CALL.value(), Sample.CALLER.value(), Sample.CALLED.value()));

  private final AtomicInteger written = new AtomicInteger();
  @TempDir Path folder;
  private FakeTwilio twilio;
  private TwilioRest rest;
  private Stores stores;
  private @Nullable Jobs jobs;

  @BeforeEach
  void open() throws IOException {
    twilio = new FakeTwilio();
    rest = new TwilioRest(twilio.base(), Sample.ACCOUNT, List.of("token"));
    stores = StoreFactory.open(folder);
  }

  @AfterEach
  void close() {
    if (jobs != null) {
      jobs.close();
    }
    stores.close();
    rest.close();
    twilio.close();
  }

  @Test
  void the_message_of_a_call_that_nobody_wrote_down_is_a_lead_with_its_sound() throws Exception {
    twilio.next(FakeTwilio.status(503, ""), CALL, FakeTwilio.file(Message.WAV));

    report(Set.of());

    becomes(RecordingState.STORED);
    assertThat(stores.calls().find(Sample.CALL))
        .map(LoggedCall::arrivedAt)
        .contains(Instant.parse("2026-11-28T11:59:00Z"));
    assertThat(stores.leads().find(Sample.CALL)).map(Lead::recording).contains(Sample.RECORDING);
    assertThat(written).hasValue(1);
  }

  @Test
  void a_call_that_twilio_does_not_know_either_is_shown_to_the_operator() throws Exception {
    twilio.otherwise(FakeTwilio.status(404, ""));

    report(Set.of());

    assertThat(becomes(RecordingState.FAILED).problem()).contains("not in the ledger");
    assertThat(written).hasValue(0);
  }

  @Test
  void a_late_report_of_an_erased_call_brings_nothing_back() throws Exception {
    twilio.otherwise(CALL);

    report(Set.of(Sample.CALL));

    becomes(RecordingState.FAILED);
    assertThat(stores.calls().find(Sample.CALL)).isEmpty();
    assertThat(twilio.asked()).isEmpty();
  }

  private void report(Set<CallSid> erased) throws IOException {
    var settings =
        new BusinessSettings(
            1,
            new Business(1, "test", null, AnswerMode.VOICEMAIL),
            new AccountTokens(Sample.ACCOUNT, List.of(new Secret("token"))),
            ProviderSelection.NONE,
            null);
    Jobs started =
        Jobs.start(
            stores,
            call -> stores.calls().find(call).map(_ -> rest),
            AudioFiles.open(folder),
            HASTY,
            InstantSource.system());
    jobs = started;
    started.writeCallsBy(
        new UnwrittenCalls(
            stores.calls(),
            BusinessDirectory.ofOne(settings),
            _ -> rest,
            erased::contains,
            written::incrementAndGet,
            InstantSource.system()));
    stores
        .recordings()
        .announce(
            Sample.RECORDING, Sample.CALL, Duration.ofSeconds(2), InstantSource.system().instant());
    started.fetchRecording(Sample.RECORDING);
  }

  private Recording becomes(RecordingState state) throws InterruptedException {
    return Await.until(
        () -> stores.recordings().find(Sample.RECORDING).orElseThrow(),
        recording -> recording.state() == state);
  }
}
