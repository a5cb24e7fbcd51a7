package app.kolan.server.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.telephony.rest.RestResult;
import app.kolan.twilio.twiml.Twiml;
import app.kolan.twilio.twiml.Verb;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.StreamSid;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who is fetched back when a stream ends, and who is not.
@Tag("unit")
class CallRecoveryTest {
  private static final CallSid CALL = new CallSid("CA00000000000000000000000000000001");
  private static final StreamSid STREAM = new StreamSid("MZ00000000000000000000000000000001");
  private static final StreamSid OTHER = new StreamSid("MZ00000000000000000000000000000002");
  private static final String ACTION = "https://phone.example.com/webhook/stream_ended";
  private static final Twiml CONNECT =
      Twiml.of(
          new Verb.Connect(
              ACTION, new Verb.Stream("wss://phone.example.com/ws", null, null, null, Map.of())));
  private static final RestResult<CallSid> TAKEN = new RestResult.Given<>(CALL);
  private static final RestResult<CallSid> OVERLOADED = new RestResult.Refused<>(503, null);
  private static final RestResult<CallSid> OVER = new RestResult.Refused<>(400, 21220);

  private final BlockingQueue<URI> redirects = new LinkedBlockingQueue<>();
  private final BlockingQueue<RestResult<CallSid>> answers = new LinkedBlockingQueue<>();
  private final CallRecovery recovery =
      new CallRecovery(
          (_, url) -> {
            redirects.add(url);
            RestResult<CallSid> answer = answers.poll();
            return answer == null ? TAKEN : answer;
          },
          Duration.ofMillis(100),
          this::recoveryNanos);
  private long recoveryTime;
  private int looksAtTheClock;

  /// What happens right after the process stood still in the first wait; null when it does not.
  private volatile @Nullable Runnable afterOurPause;

  private long now;
  private final ActiveCalls calls = new ActiveCalls(() -> now, recovery);

  @AfterEach
  void stop() {
    recovery.close();
  }

  @Test
  void a_call_whose_stream_ends_without_a_request_is_redirected_to_where_twilio_should_ask()
      throws Exception {
    talk();

    calls.streamOver(CALL);

    assertThat(redirected()).isEqualTo(URI.create(ACTION));
    assertThat(redirectedSoon()).isNull();
  }

  @Test
  void a_call_about_which_twilio_asks_is_left_alone() throws Exception {
    talk();

    calls.streamOver(CALL);
    assertThat(calls.streamReportedOver(CALL, null)).isTrue();

    assertThat(redirectedSoon()).isNull();
  }

  @Test
  void a_call_about_which_twilio_has_asked_before_us_is_left_alone() throws Exception {
    talk();

    assertThat(calls.streamReportedOver(CALL, null)).isFalse();
    now += Duration.ofSeconds(3).toNanos();
    calls.streamOver(CALL);

    assertThat(redirectedSoon()).isNull();
  }

  @Test
  void the_end_of_another_stream_long_ago_does_not_keep_a_caller_from_being_fetched_back()
      throws Exception {
    talk();

    assertThat(calls.streamReportedOver(CALL, OTHER)).isFalse();
    now += Duration.ofMinutes(1).toNanos();
    calls.streamOver(CALL);

    assertThat(redirected()).isEqualTo(URI.create(ACTION));
  }

  @Test
  void a_caller_who_has_hung_up_is_left_alone() throws Exception {
    talk();

    calls.over(CALL);
    calls.streamOver(CALL);

    assertThat(redirectedSoon()).isNull();
  }

  @Test
  void a_redirect_that_fails_is_tried_three_times() throws Exception {
    talk();
    answers.add(OVERLOADED);
    answers.add(new RestResult.Unreachable<>("no route"));
    answers.add(OVERLOADED);

    calls.streamOver(CALL);

    assertThat(redirected()).isNotNull();
    assertThat(redirected()).isNotNull();
    assertThat(redirected()).isNotNull();
    assertThat(redirectedSoon()).isNull();
  }

  @Test
  void a_call_that_twilio_knows_to_be_over_is_not_tried_again() throws Exception {
    var over = new LinkedBlockingQueue<CallSid>();
    recovery.onOver(over::add);
    talk();
    answers.add(OVER);

    calls.streamOver(CALL);

    assertThat(redirected()).isNotNull();
    assertThat(redirectedSoon()).isNull();
    assertThat(over.poll(60, TimeUnit.SECONDS)).as("somebody is told").isEqualTo(CALL);
  }

  @Test
  void a_pause_of_ours_is_not_taken_for_twilios_silence() throws Exception {
    talk();
    afterOurPause = () -> calls.streamReportedOver(CALL, null);

    calls.streamOver(CALL);

    assertThat(redirectedSoon()).isNull();
  }

  @Test
  void after_a_pause_of_ours_a_caller_about_whom_nobody_asks_is_fetched_back() throws Exception {
    talk();
    afterOurPause = () -> {};

    calls.streamOver(CALL);

    assertThat(redirected()).isEqualTo(URI.create(ACTION));
  }

  @Test
  void nobody_is_led_to_a_server_that_stops() throws Exception {
    talk();

    calls.streamOver(CALL);
    recovery.close();

    assertThat(redirectedSoon()).isNull();
  }

  /// The recovery looks at the clock before a wait and after it.
  private long recoveryNanos() {
    Runnable paused = afterOurPause;
    if (++looksAtTheClock == 2 && paused != null) {
      recoveryTime += Duration.ofSeconds(10).toNanos();
      paused.run();
    }
    return recoveryTime;
  }

  private void talk() {
    calls.awaitStream(CALL);
    calls.instruct(CALL, CONNECT);
    calls.streamBegan(CALL, STREAM);
  }

  private @Nullable URI redirected() throws InterruptedException {
    return redirects.poll(60, TimeUnit.SECONDS);
  }

  private @Nullable URI redirectedSoon() throws InterruptedException {
    return redirects.poll(400, TimeUnit.MILLISECONDS);
  }
}
