package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class WebhookTest {
  private static final String WAITS = "caller waits 60s";

  private final TestPeer peer = new TestPeer();

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void a_call_comes_in_as_a_signed_form_with_all_parameters() throws Exception {
    peer.twiml("/voice", "<Hangup/>");

    var report = Calls.report(Calls.settings(peer.url("/voice?shop=1")), Sounds.NONE, WAITS);

    TestPeer.Request request = peer.onlyRequest("/voice");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("User-Agent")).contains("TwilioProxy/1.1");
    assertThat(request.header("I-Twilio-Idempotency-Token")).isPresent();
    assertThat(request.header("Content-Type"))
        .contains("application/x-www-form-urlencoded; charset=UTF-8");
    assertThat(request.form().names())
        .contains(
            "CallSid",
            "AccountSid",
            "From",
            "To",
            "Caller",
            "Called",
            "CallStatus",
            "ApiVersion",
            "Direction",
            "FromCountry",
            "CalledCity");
    assertThat(request.form().first("CallStatus")).contains("ringing");
    assertThat(request.form().first("CallSid")).contains(report.callSid());
    assertThat(Calls.isSigned(request, peer.url("/voice?shop=1").toString())).isTrue();
    assertThat(report.end()).isEqualTo(CallEnd.HANGUP_VERB);
    assertThat(report.length()).isZero();
  }

  @Test
  void behind_an_edge_the_public_name_is_signed_and_the_proxy_is_seen() throws Exception {
    peer.twiml("/voice", "<Hangup/>");
    URI publicBase = URI.create("https://agent.example");
    var settings =
        Calls.settings(publicBase.resolve("/voice#e=frankfurt"))
            .withEdge(new Edge(publicBase, peer.url("")));

    var report = Calls.report(settings, Sounds.NONE, WAITS);

    TestPeer.Request request = peer.onlyRequest("/voice");
    assertThat(request.target()).isEqualTo("/voice");
    assertThat(request.header("X-Forwarded-Proto")).contains("https");
    assertThat(request.header("X-Forwarded-Host")).contains("agent.example");
    assertThat(request.header("X-Forwarded-For")).isPresent();
    assertThat(Calls.isSigned(request, "https://agent.example/voice")).isTrue();
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void what_fails_is_asked_of_the_fallback_url_with_the_reason() throws Exception {
    peer.page("/voice", _ -> TestPeer.Answer.status(500)).twiml("/fallback", "<Hangup/>");

    var report =
        Calls.report(
            Calls.settings(peer.url("/voice")).withFallbackUrl(peer.url("/fallback")),
            Sounds.NONE,
            WAITS);

    TestPeer.Request fallback = peer.onlyRequest("/fallback");
    assertThat(fallback.form().first("ErrorCode")).contains("11200");
    assertThat(fallback.form().first("ErrorUrl")).contains(peer.url("/voice").toString());
    assertThat(report.problems()).containsExactly(Problems.HTTP_RETRIEVAL_FAILURE);
    assertThat(report.end()).isEqualTo(CallEnd.HANGUP_VERB);
  }

  @Test
  void a_server_that_takes_too_long_is_not_waited_for() throws Exception {
    var released = new CountDownLatch(1);
    peer.page(
        "/voice",
        _ -> {
          try {
            released.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return TestPeer.Answer.status(200);
        });

    var report =
        Calls.report(
            Calls.settings(peer.url("/voice")).withWebhookTimeout(Duration.ofMillis(200)),
            Sounds.NONE,
            WAITS);
    released.countDown();

    assertThat(report.problems()).containsExactly(Problems.HTTP_RETRIEVAL_FAILURE);
    assertThat(report.end()).isEqualTo(CallEnd.INSTRUCTIONS_FAILED);
  }

  @Test
  void a_port_where_nobody_listens_is_a_connection_failure() throws Exception {
    URI nobody;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/voice");
    }

    var report = Calls.report(Calls.settings(nobody), Sounds.NONE, WAITS);

    assertThat(report.problems()).containsExactly(Problems.HTTP_CONNECTION_FAILURE);
  }

  @Test
  void an_answer_that_is_no_twiml_is_refused_as_twilio_does() throws Exception {
    peer.page("/voice", _ -> TestPeer.Answer.of(200, "application/json", "{}"));

    var report = Calls.report(Calls.settings(peer.url("/voice")), Sounds.NONE, WAITS);

    assertThat(report.problems()).extracting(Problem::code).containsExactly(12300);
  }

  @Test
  void an_http_redirect_is_followed_and_signed_anew() throws Exception {
    peer.page("/voice", _ -> TestPeer.Answer.movedTo("/moved")).twiml("/moved", "<Hangup/>");

    var report = Calls.report(Calls.settings(peer.url("/voice")), Sounds.NONE, WAITS);

    TestPeer.Request moved = peer.onlyRequest("/moved");
    assertThat(moved.method()).isEqualTo("GET");
    assertThat(Calls.isSigned(moved, peer.url("/moved").toString())).isTrue();
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void redirects_without_end_are_stopped() throws Exception {
    peer.page("/http", _ -> TestPeer.Answer.movedTo("/http"));
    peer.twiml("/verb", "<Redirect>verb</Redirect>");

    var http = Calls.report(Calls.settings(peer.url("/http")), Sounds.NONE, WAITS);
    var verb = Calls.report(Calls.settings(peer.url("/verb")), Sounds.NONE, WAITS);

    assertThat(http.problems()).containsExactly(Problems.TOO_MANY_REDIRECTS);
    assertThat(verb.problems()).containsExactly(Problems.TOO_MANY_REDIRECTS);
    assertThat(peer.requests("/verb")).hasSize(11);
  }

  @Test
  void the_end_of_a_call_is_reported_once_and_a_refusal_is_a_warning() throws Exception {
    peer.twiml("/voice", "<Pause length=\"3\"/>").page("/status", _ -> TestPeer.Answer.status(500));

    var report =
        Calls.report(
            Calls.settings(peer.url("/voice")).withStatusCallbackUrl(peer.url("/status")),
            Sounds.NONE,
            WAITS);

    TestPeer.Request status = peer.onlyRequest("/status");
    assertThat(status.form().first("CallStatus")).contains("completed");
    assertThat(status.form().first("CallDuration")).contains("3");
    assertThat(status.form().first("SequenceNumber")).contains("0");
    assertThat(status.form().first("Timestamp").orElseThrow()).endsWith("GMT");
    assertThat(Calls.isSigned(status, peer.url("/status").toString())).isTrue();
    assertThat(report.problems()).containsExactly(Problems.STATUS_CALLBACK_REFUSED);
    assertThat(report.end()).isEqualTo(CallEnd.DOCUMENT_ENDED);
    assertThat(report.length()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void a_refused_call_is_never_answered() throws Exception {
    peer.twiml("/voice", "<Reject reason=\"busy\"/>")
        .page("/status", _ -> TestPeer.Answer.status(204));

    var report =
        Calls.report(
            Calls.settings(peer.url("/voice")).withStatusCallbackUrl(peer.url("/status")),
            Sounds.NONE,
            WAITS);

    assertThat(report.end()).isEqualTo(CallEnd.BUSY);
    assertThat(report.moments(CallMoment.CallAnswered.class)).isEmpty();
    assertThat(peer.onlyRequest("/status").form().first("CallStatus")).contains("busy");
  }
}
