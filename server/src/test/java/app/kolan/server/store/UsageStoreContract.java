package app.kolan.server.store;

import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.UsageUnits;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [UsageStore] must do.
public abstract class UsageStoreContract extends StoreContract {
  @Test
  void each_call_is_rounded_up_to_a_full_minute() {
    arrive(1, 1, NOON);
    arrive(2, 1, NOON);
    arrive(3, 1, NOON);
    ends(1, Duration.ofSeconds(61));
    ends(2, Duration.ofSeconds(60));
    ends(3, Duration.ZERO);

    assertThat(minutes(NOON, NOON.plusMillis(1))).isEqualTo(3);
  }

  @Test
  void a_status_that_is_repeated_counts_once() {
    arrive(1, 1, NOON);
    ends(1, Duration.ofSeconds(61));
    ends(1, Duration.ofSeconds(61));

    assertThat(minutes(NOON, NOON.plusMillis(1))).isEqualTo(2);
  }

  @Test
  void the_calls_of_others_and_of_other_times_do_not_count() {
    arrive(1, 1, NOON.minusMillis(1));
    arrive(2, 1, NOON);
    arrive(3, 1, NOON.plusSeconds(10));
    arrive(4, 2, NOON);
    for (int call = 1; call <= 4; call++) {
      ends(call, Duration.ofMinutes(call));
    }

    assertThat(minutes(NOON, NOON.plusSeconds(10))).isEqualTo(2);
  }

  @Test
  void a_call_without_a_length_is_as_long_as_is_known() {
    arrive(1, 1, NOON);
    arrive(2, 1, NOON);
    stores.calls().settle(Sample.call(1), CallOutcome.HUNG_UP, null, NOON.plusSeconds(130));

    assertThat(minutes(NOON, NOON.plusMillis(1))).isEqualTo(3);
  }

  @Test
  void nothing_was_used_before_the_first_call() {
    assertThat(minutes(NOON, NOON.plusSeconds(1))).isZero();
  }

  @Test
  void what_a_call_has_used_is_kept_by_job_provider_and_model() {
    var units = new UsageUnits(Duration.ofMillis(1234), 2, 3, 4, 5, 6, 7, 8, 9);
    var tts = new ProviderUsage(UsageJob.TTS, "azure", "he-IL-HilaNeural", units, false);
    var llm = new ProviderUsage(UsageJob.LLM, "openai", "", UsageUnits.ofText(1, 2, 3), true);
    stores.usage().write(Sample.call(1), List.of(tts, llm), NOON);

    assertThat(stores.usage().findByCall(Sample.call(1))).containsExactly(llm, tts);
    assertThat(stores.usage().findByCall(Sample.call(2))).isEmpty();
  }

  @Test
  void writing_again_replaces_what_was_written_and_leaves_the_rest() {
    stores.usage().write(Sample.call(1), List.of(characters("azure", 5)), NOON);
    stores.usage().write(Sample.call(1), List.of(characters("google", 3)), NOON);
    stores.usage().write(Sample.call(1), List.of(characters("azure", 7)), NOON);

    assertThat(stores.usage().findByCall(Sample.call(1)))
        .containsExactly(characters("azure", 7), characters("google", 3));
  }

  @Test
  void what_is_added_comes_to_what_was_written() {
    var guess = new ProviderUsage(UsageJob.TTS, "azure", "voice", UsageUnits.ofRequests(2), true);
    stores.usage().add(Sample.call(1), characters("azure", 5), NOON);
    stores.usage().add(Sample.call(1), characters("azure", 7), NOON);
    assertThat(stores.usage().findByCall(Sample.call(1))).containsExactly(characters("azure", 12));

    stores.usage().add(Sample.call(1), guess, NOON);

    assertThat(stores.usage().findByCall(Sample.call(1)))
        .containsExactly(
            new ProviderUsage(
                UsageJob.TTS,
                "azure",
                "voice",
                UsageUnits.ofCharacters(12).plus(UsageUnits.ofRequests(2)),
                true));
  }

  @Test
  void sums_are_of_the_business_and_the_period() {
    arrive(1, 1, NOON.minusMillis(1));
    arrive(2, 1, NOON);
    arrive(3, 1, NOON.plusSeconds(9));
    arrive(4, 2, NOON);
    arrive(5, 1, NOON.plusSeconds(10));
    for (int call = 1; call <= 5; call++) {
      stores.usage().write(Sample.call(call), List.of(characters("azure", call)), NOON);
    }
    var guess =
        new ProviderUsage(UsageJob.TTS, "google", "voice", UsageUnits.ofCharacters(1), true);
    stores.usage().write(Sample.call(3), List.of(guess), NOON);

    assertThat(stores.usage().sums(1, NOON, NOON.plusSeconds(10)))
        .containsExactly(characters("azure", 5), guess);
    assertThat(stores.usage().calls(1, NOON, NOON.plusSeconds(10))).isEqualTo(2);
  }

  private static ProviderUsage characters(String provider, long count) {
    return new ProviderUsage(
        UsageJob.TTS, provider, "voice", UsageUnits.ofCharacters(count), false);
  }

  private long minutes(Instant from, Instant until) {
    return stores.usage().minutes(1, from, until);
  }

  private void arrive(int call, long business, Instant at) {
    CallSid sid = Sample.call(call);
    stores
        .calls()
        .addArrival(
            sid, Sample.ACCOUNT, business, 1, Sample.CALLER, Sample.CALLED, Sample.TICKET, at);
  }

  private void ends(int call, Duration length) {
    var over = new Webhook.CallProgress(Sample.call(call), CallStatus.COMPLETED, 3, length, null);
    stores.calls().addProgress(over, NOON.plusSeconds(400));
  }
}
