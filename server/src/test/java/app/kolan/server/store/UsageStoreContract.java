package app.kolan.server.store;

import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
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
