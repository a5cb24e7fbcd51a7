package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes wrong between Twilio and a webhook.
@Tag("socket")
class WebhookFaultsTest {
  private static final String WAITS = "caller waits 60s";

  private final TestPeer peer = new TestPeer();

  @BeforeEach
  void open() {
    peer.twiml("/voice", "<Hangup/>").twiml("/fallback", "<Hangup/>");
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void a_lost_webhook_never_reaches_the_server_and_the_fallback_receives_the_error()
      throws Exception {
    var report = call("webhook /voice is lost");

    assertThat(peer.requests("/voice")).isEmpty();
    assertThat(report.problems()).containsExactly(Problems.HTTP_CONNECTION_FAILURE);
    var fallback = peer.onlyRequest("/fallback").form();
    assertThat(fallback.first("ErrorCode")).contains("11205");
    assertThat(fallback.first("ErrorUrl")).contains(peer.url("/voice").toString());
    assertThat(Calls.played(report))
        .containsExactly("webhook /voice is lost", "webhook /voice is lost");
  }

  @Test
  void a_webhook_that_is_lost_once_arrives_at_the_second_attempt() throws Exception {
    var report = call("webhook /voice is lost once");

    assertThat(peer.requests("/voice")).hasSize(1);
    assertThat(peer.requests("/fallback")).isEmpty();
    assertThat(report.problems()).isEmpty();
    assertThat(Calls.played(report)).containsExactly("webhook /voice is lost once");
  }

  @Test
  void an_answer_after_fifteen_seconds_is_too_late_and_the_fallback_is_asked() throws Exception {
    var report = call("webhook /voice is slow by 20s");

    assertThat(peer.requests("/voice")).hasSize(1);
    assertThat(peer.onlyRequest("/fallback").form().first("ErrorCode")).contains("11200");
    assertThat(report.problems()).containsExactly(Problems.HTTP_RETRIEVAL_FAILURE);
    assertThat(report.moments(CallMoment.WebhookAnswered.class).toList().getFirst())
        .satisfies(
            late -> {
              assertThat(late.status()).isZero();
              assertThat(late.at()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
            });
  }

  @Test
  void a_slow_answer_within_the_time_is_only_slow() throws Exception {
    var report = call("webhook /voice is slow by 8s");

    assertThat(report.problems()).isEmpty();
    assertThat(report.moments(CallMoment.WebhookAnswered.class).toList().getFirst())
        .satisfies(
            answer -> {
              assertThat(answer.status()).isEqualTo(200);
              assertThat(answer.millis()).isGreaterThanOrEqualTo(8000);
              assertThat(answer.at()).isGreaterThanOrEqualTo(Duration.ofSeconds(8));
            });
  }

  @Test
  void a_webhook_that_is_sent_twice_has_the_same_token_both_times() throws Exception {
    var report = call("webhook /voice is sent twice");

    List<TestPeer.Request> both = peer.requests("/voice");
    assertThat(both).hasSize(2);
    assertThat(both.get(0).form()).isEqualTo(both.get(1).form());
    assertThat(both.get(0).header("I-Twilio-Idempotency-Token"))
        .isEqualTo(both.get(1).header("I-Twilio-Idempotency-Token"));
    assertThat(report.moments(CallMoment.WebhookAnswered.class)).hasSize(1);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void a_callback_that_comes_after_the_next_is_overtaken() throws Exception {
    peer.twiml(
            "/voice",
            "<Connect action=\"/ended\"><Stream url=\"%s\" statusCallback=\"%s\"/>"
                    .formatted(peer.socketUrl("/media"), peer.url("/started"))
                + "</Connect>")
        .socket("/media", socket -> socket.close(1000))
        .page("/started", _ -> TestPeer.Answer.status(204))
        .twiml("/ended", "<Hangup/>");

    var report =
        Calls.report(
            settings()
                .withPace(CarrierSettings.REAL_TIME)
                .withFaults(Calls.faults("webhook /started comes after the next once")),
            Sounds.NONE,
            WAITS);

    assertThat(peer.requests("/started"))
        .extracting(started -> started.form().first("StreamEvent").orElseThrow())
        .containsExactly("stream-stopped", "stream-started");
    assertThat(report.end()).isEqualTo(CallEnd.HANGUP_VERB);
  }

  @Test
  void a_webhook_with_no_other_after_it_is_two_seconds_late() throws Exception {
    var report = call("webhook /voice comes after the next");

    assertThat(peer.requests("/voice")).hasSize(1);
    assertThat(report.moments(CallMoment.WebhookAnswered.class).toList().getFirst().at())
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    "webhook /voice is answered 502, 11200",
    "webhook /voice is answered 403, 11200",
    "webhook /voice is answered 200, 11770",
    "webhook /voice is garbled, 11206",
    "webhook /voice breaks in TLS, 11220"
  })
  void what_stands_on_the_way_answers_for_the_server(String fault, int code) throws Exception {
    var report = call(fault);

    assertThat(peer.requests("/voice")).isEmpty();
    assertThat(report.problems()).extracting(Problem::code).containsExactly(code);
    assertThat(peer.onlyRequest("/fallback").form().first("ErrorCode"))
        .contains(Integer.toString(code));
    assertThat(Calls.played(report)).contains(fault);
  }

  @Test
  void any_path_is_meant_by_a_star() throws Exception {
    var report = call("webhook * is answered 503");

    assertThat(peer.paths()).isEmpty();
    assertThat(report.end()).isEqualTo(CallEnd.INSTRUCTIONS_FAILED);
    assertThat(report.problems())
        .containsExactly(Problems.HTTP_RETRIEVAL_FAILURE, Problems.HTTP_RETRIEVAL_FAILURE);
  }

  @Test
  void a_story_may_say_what_goes_wrong() throws Exception {
    try (var carrier = Carrier.start(settings())) {
      var report =
          carrier
              .call(Calls.plan(Sounds.NONE, "fault: webhook /voice is answered 502\n" + WAITS))
              .await(Duration.ofSeconds(200));
      var next = carrier.call(Calls.plan(Sounds.NONE, WAITS)).await(Duration.ofSeconds(200));

      assertThat(report.problems()).containsExactly(Problems.HTTP_RETRIEVAL_FAILURE);
      assertThat(next.problems()).isEmpty();
    }
  }

  private CarrierSettings settings() {
    return Calls.settings(peer.url("/voice")).withFallbackUrl(peer.url("/fallback"));
  }

  private CallReport call(String fault) throws Exception {
    return Calls.report(settings().withFaults(Calls.faults(fault)), Sounds.NONE, WAITS);
  }
}
