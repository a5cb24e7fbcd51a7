package app.kolan.server.store;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.Webhook.CallProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Twilio's status events in any order, repeated, and some of them before their call.
public abstract class CallEventOrderContract extends StoreContract {
  private static final int STORIES = 40;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20, 300, 4000, 50_000})
  void a_call_only_moves_forward(long seed) {
    var random = new Random(seed);
    for (int story = 0; story < STORIES; story++) {
      var call = Sample.call((int) seed * 1000 + story);
      List<CallProgress> told = told(random);
      int arrival = random.nextInt(told.size() + 1);
      var model = new Model();
      for (int i = 0; i <= told.size(); i++) {
        if (i == arrival) {
          Sample.arrive(stores.calls(), call, "ticket");
        }
        if (i < told.size()) {
          CallProgress event = of(call, told.get(i));
          Instant at = NOON.plusMillis(i);
          stores.calls().addProgress(event, at);
          model.hears(event, at);
        }
        if (i >= arrival) {
          model.isLike(stores.calls().find(call).orElseThrow());
        }
      }
      assertThat(stores.calls().events(call)).hasSize(model.heard.size());
    }
  }

  private static List<CallProgress> told(Random random) {
    var events = new ArrayList<CallProgress>();
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      CallStatus[] all = CallStatus.values();
      @Nullable CallStatus status = random.nextInt(8) == 0 ? null : all[random.nextInt(all.length)];
      @Nullable Duration length =
          random.nextBoolean() ? Duration.ofSeconds(random.nextInt(60)) : null;
      @Nullable Integer error = random.nextInt(4) == 0 ? 11_200 + random.nextInt(9) : null;
      @Nullable Integer sequence = random.nextInt(4) == 0 ? null : i;
      var event = new CallProgress(CALL, status, sequence, length, error);
      for (int times = random.nextInt(3); times >= 0; times--) {
        events.add(event);
      }
    }
    Collections.shuffle(events, random);
    return events;
  }

  private static CallProgress of(app.kolan.twilio.webhook.CallSid call, CallProgress event) {
    return new CallProgress(
        call, event.status(), event.sequence(), event.length(), event.errorCode());
  }

  /// A call as it should be, by the simplest means.
  private static final class Model {
    final Set<CallProgress> heard = new LinkedHashSet<>();
    private CallStatus status = CallStatus.RINGING;
    private @Nullable Instant endedAt;
    private @Nullable Duration length;
    private @Nullable Integer errorCode;

    void hears(CallProgress event, Instant at) {
      if (!heard.add(event)) {
        return;
      }
      CallStatus next = event.status();
      if (next != null && next.stage() > status.stage()) {
        status = next;
        endedAt = next.isEnd() ? at : null;
      }
      length = length == null ? event.length() : length;
      errorCode = errorCode == null ? event.errorCode() : errorCode;
    }

    void isLike(LoggedCall call) {
      assertThat(call.status()).isEqualTo(status);
      assertThat(call.endedAt()).isEqualTo(endedAt);
      assertThat(call.length()).isEqualTo(length);
      assertThat(call.errorCode()).isEqualTo(errorCode);
    }
  }
}
