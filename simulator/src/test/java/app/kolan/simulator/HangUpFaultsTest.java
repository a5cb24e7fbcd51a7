package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Callers who hang up at one step of a call.
@Tag("socket")
class HangUpFaultsTest {
  private static final String PATIENT = "caller waits 60s";

  private final TestPeer peer = new TestPeer();
  private final List<StreamEvent> received = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void while_it_rings_nobody_answers() throws Exception {
    peer.twiml("/voice", "<Pause length=\"5\"/>");

    var report = call("ringing");

    assertThat(report.endedByCaller()).isTrue();
    assertThat(report.moments(CallMoment.CallAnswered.class)).isEmpty();
    assertThat(peer.requests("/voice")).hasSize(1);
    assertThat(status()).contains("no-answer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "greeting  | <Pause length='1'/><Say>hello</Say><Hangup/>",
        "gather    | <Gather timeout='9'/><Hangup/>",
        "dial      | <Dial>+972500000009</Dial><Hangup/>",
        "recording | <Record action='/done'/><Hangup/>",
      })
  void at_a_verb_the_call_is_over_as_it_begins(String point, String verbs) throws Exception {
    peer.twiml("/voice", verbs);

    var report = call(point);

    assertThat(report.endedByCaller()).isTrue();
    assertThat(report.length()).isLessThan(Duration.ofSeconds(60));
    assertThat(Calls.played(report)).containsExactly("caller hangs up at " + point);
    assertThat(status()).contains("completed");
  }

  @Test
  void in_the_handshake_the_stream_never_begins() throws Exception {
    var report = callWithStream("handshake");

    assertThat(report.endedByCaller()).isTrue();
    assertThat(report.moments(CallMoment.StreamOpened.class)).isEmpty();
    assertThat(received).noneMatch(StreamEvent.Media.class::isInstance);
  }

  @Test
  void after_start_there_is_stop_and_not_one_frame() throws Exception {
    callWithStream("start");

    assertThat(received)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Connected", "Started", "Stopped");
  }

  @Test
  void at_a_frame_exactly_so_many_have_come() throws Exception {
    callWithStream("frame 120");

    assertThat(received.stream().filter(StreamEvent.Media.class::isInstance)).hasSize(120);
    assertThat(received.getLast()).isInstanceOf(StreamEvent.Stopped.class);
  }

  @Test
  void at_a_mark_it_has_come_back() throws Exception {
    callWithStream("mark");

    assertThat(received.stream().filter(StreamEvent.MarkReached.class::isInstance)).hasSize(1);
    assertThat(received.stream().filter(StreamEvent.Media.class::isInstance).count())
        .isBetween(5L, 40L);
  }

  @Test
  void at_a_clear_the_caller_is_gone() throws Exception {
    var report = callWithStream("clear");

    assertThat(report.endedByCaller()).isTrue();
    assertThat(report.moments(CallMoment.CommandReceived.class))
        .extracting(CallMoment.CommandReceived::command)
        .contains(CallMoment.CommandReceived.Command.CLEAR);
  }

  @Test
  void at_a_webhook_its_answer_counts_for_nothing() throws Exception {
    peer.twiml("/voice", "<Redirect>/next</Redirect>").twiml("/next", "<Pause length=\"5\"/>");

    var report = call("webhook /next");

    assertThat(report.endedByCaller()).isTrue();
    assertThat(peer.requests("/next")).hasSize(1);
    assertThat(report.moments(CallMoment.CallAnswered.class)).isEmpty();
  }

  private CallReport callWithStream(String point) throws Exception {
    peer.twiml(
            "/voice", "<Connect><Stream url=\"%s\"/></Connect>".formatted(peer.socketUrl("/media")))
        .socket("/media", this::talk);
    return call(point);
  }

  private void talk(PeerSocket socket) {
    Optional<StreamEvent> event = socket.next();
    while (event.isPresent()) {
      received.add(event.get());
      if (event.get() instanceof StreamEvent.Started) {
        socket.send(new StreamCommand.Media(Mulaw.silence(Duration.ofMillis(200))));
        socket.send(new StreamCommand.Mark("m"));
      } else if (event.get() instanceof StreamEvent.MarkReached) {
        socket.send(new StreamCommand.Clear());
      }
      event = socket.next();
    }
  }

  private Optional<String> status() {
    return peer.onlyRequest("/status").form().first("CallStatus");
  }

  private CallReport call(String point) throws Exception {
    peer.page("/status", _ -> TestPeer.Answer.status(204));
    var report =
        Calls.report(
            Calls.settings(peer.url("/voice"))
                .withStatusCallbackUrl(peer.url("/status"))
                .withFaults(Calls.faults("caller hangs up at " + point)),
            Sounds.NONE,
            PATIENT);
    peer.awaitTalks();
    return report;
  }
}
