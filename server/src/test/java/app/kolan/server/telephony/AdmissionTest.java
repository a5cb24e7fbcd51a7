package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLimits;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.telemetry.LimitReached;
import app.kolan.server.usage.MonthlyLimits;
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
  private static final Business BUSINESS =
      new Business(Business.FIRST, "test", null, AnswerMode.CONVERSE);
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

    assertThat(admission.refusal(call(1), BUSINESS)).isEmpty();
    assertThat(admission.refusal(call(2), BUSINESS)).isEmpty();
    assertThat(admission.refusal(call(3), BUSINESS)).isPresent();
    assertThat(active.places()).isEqualTo(2);
    assertThat(watched).containsExactly(LimitReached.CALLS);

    active.streamOver(call(1));
    assertThat(admission.refusal(call(4), BUSINESS)).isEmpty();
  }

  @Test
  void a_call_that_asks_again_has_one_place_and_begins_once() {
    Admission admission = admission(1, 1);

    assertThat(admission.refusal(call(1), BUSINESS)).isEmpty();
    assertThat(admission.refusal(call(1), BUSINESS)).isEmpty();
    active.streamBegan(call(1), STREAM);
    assertThat(admission.refusal(call(1), BUSINESS)).isEmpty();
    assertThat(active.places()).isEqualTo(1);

    active.streamOver(call(1));
    active.streamOver(call(1));
    assertThat(active.places()).isZero();
  }

  @Test
  void a_place_whose_stream_never_begins_is_free_after_two_minutes() {
    Admission admission = admission(1, CallLimits.UNLIMITED);
    var _ = admission.refusal(call(1), BUSINESS);

    passes(Duration.ofSeconds(119));
    assertThat(admission.refusal(call(2), BUSINESS)).isPresent();
    passes(Duration.ofSeconds(1));
    assertThat(active.places()).isZero();
    assertThat(admission.refusal(call(2), BUSINESS)).isEmpty();
  }

  @Test
  void a_talk_has_its_place_for_as_long_as_it_goes_on() {
    Admission admission = admission(1, CallLimits.UNLIMITED);
    var _ = admission.refusal(call(1), BUSINESS);
    active.streamBegan(call(1), STREAM);

    passes(Duration.ofHours(3));
    assertThat(admission.refusal(call(2), BUSINESS)).isPresent();
    active.streamOver(call(1));
    assertThat(admission.refusal(call(2), BUSINESS)).isEmpty();
  }

  @Test
  void a_stream_that_begins_after_its_place_was_given_back_counts_all_the_same() {
    Admission admission = admission(1, CallLimits.UNLIMITED);
    var _ = admission.refusal(call(1), BUSINESS);
    passes(Duration.ofMinutes(3));
    var _ = admission.refusal(call(2), BUSINESS);

    active.streamBegan(call(1), STREAM);

    assertThat(active.places()).isEqualTo(2);
    active.streamOver(call(2));
    assertThat(admission.refusal(call(3), BUSINESS)).isPresent();
  }

  @Test
  void no_more_begin_within_any_second_than_may() {
    Admission admission = admission(CallLimits.UNLIMITED, 2);

    assertThat(admission.refusal(call(1), BUSINESS)).isEmpty();
    passes(Duration.ofMillis(600));
    assertThat(admission.refusal(call(2), BUSINESS)).isEmpty();
    passes(Duration.ofMillis(399));
    assertThat(admission.refusal(call(3), BUSINESS)).isPresent();
    passes(Duration.ofMillis(1));
    assertThat(admission.refusal(call(4), BUSINESS)).isEmpty();
    assertThat(admission.refusal(call(5), BUSINESS)).isPresent();
    passes(Duration.ofMillis(600));
    assertThat(admission.refusal(call(6), BUSINESS)).isEmpty();
    assertThat(watched).containsExactly(LimitReached.NEW_CALLS, LimitReached.NEW_CALLS);
  }

  @Test
  void who_is_turned_away_because_all_places_are_taken_is_no_new_call() {
    Admission admission = admission(1, 2);
    var _ = admission.refusal(call(1), BUSINESS);
    IntStream.range(10, 20).forEach(one -> admission.refusal(call(one), BUSINESS));

    active.streamOver(call(1));

    assertThat(admission.refusal(call(2), BUSINESS)).isEmpty();
  }

  @Test
  void whatever_comes_at_the_same_time_the_limit_holds() {
    Admission admission = admission(10, CallLimits.UNLIMITED);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 500)
          .forEach(one -> threads.execute(() -> admission.refusal(call(one), BUSINESS)));
    }

    assertThat(active.places()).isEqualTo(10);
  }

  @Test
  void the_log_says_once_a_minute_how_many_were_turned_away() {
    Admission admission = admission(1, CallLimits.UNLIMITED);
    var _ = admission.refusal(call(1), BUSINESS);
    active.streamBegan(call(1), STREAM);
    IntStream.range(10, 15).forEach(one -> admission.refusal(call(one), BUSINESS));
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
    var _ = admission.refusal(call(2), BUSINESS);

    assertThat(log.list).hasSize(2);
    assertThat(log.list.getLast().getKeyValuePairs())
        .hasToString("[callers=\"4\", raise=\"KOLAN_MOST_CALLS\"]");
  }

  @Test
  void a_business_at_its_own_limit_leaves_the_places_to_the_others() {
    Admission admission = admission(10, CallLimits.UNLIMITED);
    Business small = limited(2, 1);

    assertThat(admission.refusal(call(1), small)).isEmpty();
    assertThat(admission.refusal(call(1), small)).isEmpty();
    assertThat(admission.refusal(call(2), small)).isPresent();
    assertThat(admission.refusal(call(3), BUSINESS)).isEmpty();
    assertThat(watched).containsExactly(LimitReached.BUSINESS_CALLS);

    active.streamOver(call(1));
    assertThat(admission.refusal(call(4), small)).isEmpty();
  }

  @Test
  void calls_from_before_a_limit_was_set_count_and_those_that_ended_do_not() {
    Admission admission = admission(CallLimits.UNLIMITED, CallLimits.UNLIMITED);
    for (int i = 1; i <= 200; i++) {
      assertThat(admission.refusal(call(i), BUSINESS)).isEmpty();
      if (i > 3) {
        active.over(call(i));
      }
    }

    assertThat(admission.refusal(call(201), limited(Business.FIRST, 4))).isEmpty();
    assertThat(admission.refusal(call(202), limited(Business.FIRST, 4))).isPresent();
  }

  private static Business limited(long id, int callsAtOnce) {
    var limits = new BusinessLimits(callsAtOnce, BusinessLimits.UNLIMITED);
    return new Business(
        id, "small", null, AnswerMode.CONVERSE, BusinessProfile.builder().limits(limits).build());
  }

  private Admission admission(int calls, int newCalls) {
    return new Admission(
        new CallLimits(calls, newCalls), active, MonthlyLimits.NONE, () -> now, this::watch);
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
