package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.telemetry.LimitReached;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.StreamSid;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Tag("unit")
class AdmissionTest {
  private static final StreamSid STREAM = new StreamSid("MZ00000000000000000000000000000001");
  private final Logger logger = (Logger) LoggerFactory.getLogger(RejectedCallLog.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<LimitReached> watched = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5;
  private final ActiveCalls active = new ActiveCalls(() -> now, CallRecovery.none());

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void no_more_talk_at_once_than_may() {
    Admission admission = admission(2, CallLimits.UNLIMITED);

    assertThat(admission.admits(call(1))).isTrue();
    assertThat(admission.admits(call(2))).isTrue();
    assertThat(admission.admits(call(3))).isFalse();
    assertThat(active.places()).isEqualTo(2);
    assertThat(watched).containsExactly(LimitReached.CALLS);

    active.streamOver(call(1));
    assertThat(admission.admits(call(4))).isTrue();
  }

  @Test
  void a_call_that_asks_again_has_one_place_and_begins_once() {
    Admission admission = admission(1, 1);

    assertThat(admission.admits(call(1))).isTrue();
    assertThat(admission.admits(call(1))).isTrue();
    active.streamBegan(call(1), STREAM);
    assertThat(admission.admits(call(1))).isTrue();
    assertThat(active.places()).isEqualTo(1);

    active.streamOver(call(1));
    active.streamOver(call(1));
    assertThat(active.places()).isZero();
  }

  @Test
  void a_place_whose_stream_never_begins_is_free_after_two_minutes() {
    Admission admission = admission(1, CallLimits.UNLIMITED);
    admission.admits(call(1));

    passes(Duration.ofSeconds(119));
    assertThat(admission.admits(call(2))).isFalse();
    passes(Duration.ofSeconds(1));
    assertThat(active.places()).isZero();
    assertThat(admission.admits(call(2))).isTrue();
  }

  @Test
  void a_talk_has_its_place_for_as_long_as_it_goes_on() {
    Admission admission = admission(1, CallLimits.UNLIMITED);
    admission.admits(call(1));
    active.streamBegan(call(1), STREAM);

    passes(Duration.ofHours(3));
    assertThat(admission.admits(call(2))).isFalse();
    active.streamOver(call(1));
    assertThat(admission.admits(call(2))).isTrue();
  }

  @Test
  void a_stream_that_begins_after_its_place_was_given_back_counts_all_the_same() {
    Admission admission = admission(1, CallLimits.UNLIMITED);
    admission.admits(call(1));
    passes(Duration.ofMinutes(3));
    admission.admits(call(2));

    active.streamBegan(call(1), STREAM);

    assertThat(active.places()).isEqualTo(2);
    active.streamOver(call(2));
    assertThat(admission.admits(call(3))).isFalse();
  }

  @Test
  void no_more_begin_within_any_second_than_may() {
    Admission admission = admission(CallLimits.UNLIMITED, 2);

    assertThat(admission.admits(call(1))).isTrue();
    passes(Duration.ofMillis(600));
    assertThat(admission.admits(call(2))).isTrue();
    passes(Duration.ofMillis(399));
    assertThat(admission.admits(call(3))).isFalse();
    passes(Duration.ofMillis(1));
    assertThat(admission.admits(call(4))).isTrue();
    assertThat(admission.admits(call(5))).isFalse();
    passes(Duration.ofMillis(600));
    assertThat(admission.admits(call(6))).isTrue();
    assertThat(watched).containsExactly(LimitReached.NEW_CALLS, LimitReached.NEW_CALLS);
  }

  @Test
  void who_is_turned_away_because_all_places_are_taken_is_no_new_call() {
    Admission admission = admission(1, 2);
    admission.admits(call(1));
    IntStream.range(10, 20).forEach(one -> admission.admits(call(one)));

    active.streamOver(call(1));

    assertThat(admission.admits(call(2))).isTrue();
  }

  @Test
  void whatever_comes_at_the_same_time_the_limit_holds() {
    Admission admission = admission(10, CallLimits.UNLIMITED);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 500).forEach(one -> threads.execute(() -> admission.admits(call(one))));
    }

    assertThat(active.places()).isEqualTo(10);
  }

  @Test
  void the_log_says_once_a_minute_how_many_were_turned_away() {
    Admission admission = admission(1, CallLimits.UNLIMITED);
    admission.admits(call(1));
    active.streamBegan(call(1), STREAM);
    IntStream.range(10, 15).forEach(one -> admission.admits(call(one)));
    assertThat(log.list)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getMessage()).contains("all lines are busy");
              assertThat(line.getKeyValuePairs())
                  .hasToString("[callers=\"1\", raise=\"KOLAN_MOST_CALLS\"]");
            });

    passes(Duration.ofMinutes(1));
    active.streamOver(call(1));
    admission.admits(call(2));

    assertThat(log.list).hasSize(2);
    assertThat(log.list.getLast().getKeyValuePairs())
        .hasToString("[callers=\"4\", raise=\"KOLAN_MOST_CALLS\"]");
  }

  private Admission admission(int calls, int newCalls) {
    return new Admission(new CallLimits(calls, newCalls), active, () -> now, this::watch);
  }

  private synchronized void watch(LimitReached limit) {
    watched.add(limit);
  }

  private void passes(Duration time) {
    now += time.toNanos();
  }

  private static CallSid call(int number) {
    return new CallSid("CA%032d".formatted(number));
  }
}
