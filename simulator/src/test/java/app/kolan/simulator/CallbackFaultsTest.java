package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What happens to the callbacks of statuses.
@Tag("socket")
class CallbackFaultsTest {
  private final TestPeer peer = new TestPeer();

  @BeforeEach
  void open() {
    peer.twiml(
            "/voice",
            "<Connect><Stream url=\"%s\" statusCallback=\"%s\"/></Connect><Pause length=\"2\"/>"
                .formatted(peer.socketUrl("/media"), peer.url("/status")))
        .socket("/media", socket -> socket.close(1000))
        .page("/status", _ -> TestPeer.Answer.status(204));
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void without_faults_each_comes_once() throws Exception {
    call();

    assertThat(received())
        .containsExactlyInAnyOrder("stream-started", "stream-stopped", "completed");
  }

  @Test
  void doubled_callbacks_come_twice() throws Exception {
    var report = call("status callbacks are doubled");

    assertThat(received())
        .containsExactlyInAnyOrder(
            "stream-started",
            "stream-started",
            "stream-stopped",
            "stream-stopped",
            "completed",
            "completed");
    assertThat(report.moments(CallMoment.StatusSent.class)).hasSize(6);
  }

  @Test
  void reordered_callbacks_change_places_by_twos() throws Exception {
    call("status callbacks are reordered");

    assertThat(received()).containsExactly("stream-stopped", "stream-started", "completed");
  }

  @Test
  void missing_callbacks_do_not_come_and_the_call_continues() throws Exception {
    var report = call("status callbacks are missing");

    assertThat(received()).isEmpty();
    assertThat(report.end()).isEqualTo(CallEnd.DOCUMENT_ENDED);
    assertThat(report.moments(CallMoment.StatusSent.class)).isEmpty();
    assertThat(Calls.played(report)).hasSize(3).containsOnly("status callbacks are missing");
  }

  private List<String> received() {
    return peer.requests("/status").stream()
        .map(TestPeer.Request::form)
        .map(form -> form.first("StreamEvent").or(() -> form.first("CallStatus")).orElseThrow())
        .toList();
  }

  private CallReport call(String... faults) throws Exception {
    return Calls.report(
        Calls.settings(peer.url("/voice"))
            .withStatusCallbackUrl(peer.url("/status"))
            .withFaults(Calls.faults(faults)),
        Sounds.NONE,
        "call ends within 60s");
  }
}
