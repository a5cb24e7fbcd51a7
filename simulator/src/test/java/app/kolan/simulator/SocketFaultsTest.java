package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.stream.StreamEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to an open stream's connection, seen from both of its ends.
@Tag("socket")
class SocketFaultsTest {
  private final TestPeer peer = new TestPeer();
  private final List<StreamEvent> received = new CopyOnWriteArrayList<>();

  /// How the server's end came to an end: "closed", "ended" or "reset".
  private final CompletableFuture<String> serverSaw = new CompletableFuture<>();

  @BeforeEach
  void open() {
    peer.twiml(
            "/voice",
            "<Connect action=\"/ended\"><Stream url=\"%s\" statusCallback=\"%s\"/></Connect>"
                .formatted(peer.socketUrl("/media"), peer.url("/status")))
        .twiml("/ended", "<Hangup/>")
        .page("/status", _ -> TestPeer.Answer.status(204))
        .socket("/media", this::listen);
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void a_reset_reaches_both_ends_at_that_frame() throws Exception {
    var report = call("socket resets at frame 40", "call ends within 20s");

    assertThat(serverSaw.get(60, TimeUnit.SECONDS)).isEqualTo("reset");
    assertThat(mediaReceived()).as("a reset overtakes what is unread").isBetween(1L, 40L);
    assertThat(report.problems()).extracting(Problem::code).containsExactly(31903);
    assertThat(endings(report)).containsExactly(tuple(CallMoment.StreamEnded.By.NOBODY, 1006));
    assertThat(statuses()).containsExactlyInAnyOrder("stream-started", "stream-error");
    assertThat(peer.requests("/ended")).hasSize(1);
    assertThat(Calls.played(report)).containsExactly("socket resets at frame 40");
  }

  @Test
  void a_half_open_socket_lets_nothing_through_and_nobody_notices() throws Exception {
    var report = call("socket goes half-open at frame 40", "caller waits 4s\ncaller hangs up");

    assertThat(mediaReceived()).isEqualTo(40);
    assertThat(received).noneMatch(StreamEvent.Stopped.class::isInstance);
    assertThat(report.endedByCaller()).isTrue();
    assertThat(report.length()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    assertThat(report.problems()).isEmpty();
    assertThat(serverSaw.get(60, TimeUnit.SECONDS))
        .as("when the call is over")
        .isNotEqualTo("closed");
  }

  @Test
  void a_half_open_socket_is_noticed_after_a_while_by_the_carrier_alone() throws Exception {
    var stillOpen = new CompletableFuture<Boolean>();
    peer.page(
        "/ended",
        _ -> {
          stillOpen.complete(!serverSaw.isDone());
          return TestPeer.Answer.twiml("<Hangup/>");
        });

    var report = call("socket goes half-open at frame 40 for 2s", "call ends within 20s");

    assertThat(mediaReceived()).isEqualTo(40);
    assertThat(report.problems()).extracting(Problem::code).containsExactly(31903);
    assertThat(report.length()).isGreaterThanOrEqualTo(Duration.ofMillis(2500));
    assertThat(stillOpen.get(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void the_carrier_may_close_in_the_middle_and_the_call_goes_on() throws Exception {
    var report = call("socket is closed by the carrier at frame 40", "call ends within 20s");

    assertThat(serverSaw.get(60, TimeUnit.SECONDS)).isEqualTo("closed");
    assertThat(mediaReceived()).isEqualTo(40);
    assertThat(received).noneMatch(StreamEvent.Stopped.class::isInstance);
    assertThat(endings(report)).containsExactly(tuple(CallMoment.StreamEnded.By.CARRIER, 1000));
    assertThat(report.problems()).isEmpty();
    assertThat(statuses()).containsExactlyInAnyOrder("stream-started", "stream-stopped");
    assertThat(peer.requests("/ended")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 1001, 1011})
  void what_closes_for_the_server_leaves_its_connection_to_end(int code) throws Exception {
    String with = code == 1000 ? "" : " with " + code;

    var report = call("socket is closed by the server at frame 40" + with, "call ends within 20s");

    assertThat(serverSaw.get(60, TimeUnit.SECONDS)).isNotEqualTo("closed");
    assertThat(mediaReceived()).isEqualTo(40);
    assertThat(endings(report)).containsExactly(tuple(CallMoment.StreamEnded.By.SERVER, code));
    assertThat(report.problems()).extracting(Problem::code).containsExactly(31921);
    assertThat(peer.requests("/ended")).hasSize(1);
  }

  @Test
  void a_stream_that_only_listens_breaks_without_the_call() throws Exception {
    peer.twiml(
        "/voice",
        "<Start><Stream url=\"%s\"/></Start><Pause length=\"40\"/>"
            .formatted(peer.socketUrl("/media")));

    var report = call("socket resets at frame 40", "call ends within 60s");

    assertThat(mediaReceived()).isBetween(1L, 40L);
    assertThat(report.problems()).extracting(Problem::code).containsExactly(31903);
    assertThat(report.length()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void through_a_relay_the_upgrade_is_what_it_was() throws Exception {
    call("socket resets at frame 1", "call ends within 20s");

    TestPeer.Request upgrade = peer.onlyRequest("/media");
    assertThat(upgrade.header("Host")).contains(peer.url("").getRawAuthority());
    assertThat(Calls.isSigned(upgrade, peer.socketUrl("/media"))).isTrue();
  }

  private void listen(PeerSocket socket) {
    try {
      Optional<StreamEvent> event = socket.next();
      while (event.isPresent()) {
        received.add(event.get());
        event = socket.next();
      }
      serverSaw.complete(socket.wasClosed() ? "closed" : "ended");
    } catch (UncheckedIOException e) {
      serverSaw.complete(e.getCause() instanceof SocketException ? "reset" : "broken");
    }
  }

  private long mediaReceived() {
    return received.stream().filter(StreamEvent.Media.class::isInstance).count();
  }

  private List<String> statuses() {
    return peer.requests("/status").stream()
        .map(status -> status.form().first("StreamEvent").orElseThrow())
        .toList();
  }

  private static List<Tuple> endings(CallReport report) {
    return report
        .moments(CallMoment.StreamEnded.class)
        .map(ended -> tuple(ended.by(), ended.closeCode()))
        .toList();
  }

  private CallReport call(String fault, String script) throws Exception {
    var report =
        Calls.report(
            Calls.settings(peer.url("/voice")).withFaults(Calls.faults(fault)),
            Sounds.NONE,
            script);
    peer.awaitTalks();
    return report;
  }
}
