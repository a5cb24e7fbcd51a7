package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.stream.StreamEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes wrong with the upgrade to a stream's socket.
@Tag("socket")
class HandshakeFaultsTest {
  private final TestPeer peer = new TestPeer();

  @BeforeEach
  void open() {
    peer.twiml(
            "/voice",
            "<Connect action=\"/ended\"><Stream url=\"%s\" statusCallback=\"%s\"/></Connect>"
                .formatted(peer.socketUrl("/media"), peer.url("/status")))
        .twiml("/ended", "<Hangup/>")
        .page("/status", _ -> TestPeer.Answer.status(204))
        .socket("/media", HandshakeFaultsTest::closeAtTheFirstFrame);
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @ParameterizedTest
  @CsvSource({
    "handshake is answered 200, 31920",
    "handshake is answered 403, 31920",
    "handshake is answered 404, 31920",
    "handshake is answered 500, 31920",
    "handshake is never answered, 31901",
    "handshake is lost, 31902",
    "handshake breaks in TLS, 31910"
  })
  void a_stream_that_does_not_open_is_reported_and_the_action_follows(String fault, int code)
      throws Exception {
    var report = call(fault);

    assertThat(peer.requests("/media")).isEmpty();
    assertThat(report.problems()).extracting(Problem::code).containsExactly(code);
    var status = peer.onlyRequest("/status").form();
    assertThat(status.first("StreamEvent")).contains("stream-error");
    assertThat(status.first("StreamError").orElseThrow()).startsWith(Integer.toString(code));
    assertThat(peer.requests("/ended")).hasSize(1);
    assertThat(report.end()).isEqualTo(CallEnd.HANGUP_VERB);
    assertThat(Calls.played(report)).containsExactly(fault);
  }

  @Test
  void a_handshake_that_is_never_answered_takes_its_time_from_the_call() throws Exception {
    var report = call("handshake is never answered");

    assertThat(report.length()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void a_handshake_that_fails_once_succeeds_for_the_next_stream() throws Exception {
    peer.twiml(
        "/voice",
        "<Connect><Stream url=\"%1$s\"/></Connect><Connect><Stream url=\"%1$s\"/></Connect>"
            .formatted(peer.socketUrl("/media")));

    var report = call("handshake is answered 503 once");

    assertThat(peer.requests("/media")).hasSize(1);
    assertThat(report.problems()).extracting(Problem::code).containsExactly(31920, 31921);
  }

  private static void closeAtTheFirstFrame(PeerSocket socket) {
    Optional<StreamEvent> event = socket.next();
    while (event.isPresent() && !(event.get() instanceof StreamEvent.Media)) {
      event = socket.next();
    }
    socket.close(1000);
  }

  private CallReport call(String fault) throws Exception {
    return Calls.report(
        Calls.settings(peer.url("/voice")).withFaults(Calls.faults(fault)),
        Sounds.NONE,
        "call ends within 60s");
  }
}
