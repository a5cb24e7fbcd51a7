package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class ConnectedStreamTest {
  private static final Mulaw PROMPT = Sounds.speechLike("prompt", Duration.ofSeconds(3));
  private static final Sounds SOUNDS = Sounds.of(Map.of(), Map.of("prompt", PROMPT));

  private final TestPeer peer = new TestPeer();
  private final List<StreamEvent> received = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void an_echo_with_marks_answers_the_caller_and_closes() throws Exception {
    peer.socket("/media", this::echoWithMark)
        .twiml("/ended", "<Hangup/>")
        .page("/stream-status", _ -> TestPeer.Answer.status(204));
    connect(
        """
        <Connect action="/ended">
          <Stream url="%s?dropped=1" name="talk" statusCallback="%s">
            <Parameter name="ticket" value="t1"/>
          </Stream>
        </Connect>
        """
            .formatted(peer.socketUrl("/media"), peer.url("/stream-status")));

    var report = call("caller says \"hello there\" for 1s\nagent speaks within 20s\ncall ends");

    assertThat(report.failures()).isEmpty();
    assertThat(report.end()).isEqualTo(CallEnd.HANGUP_VERB);
    assertThat(report.problems()).containsExactly(Problems.STREAM_CLOSED);
    assertThat(peer.onlyRequest("/ended").form().first("CallStatus")).contains("in-progress");
    assertThat(peer.requests("/stream-status"))
        .extracting(status -> status.form().first("StreamEvent").orElseThrow())
        .containsExactlyInAnyOrder("stream-started", "stream-stopped");
    assertThat(peer.requests("/stream-status").getFirst().form().first("StreamName"))
        .contains("talk");
    assertThat(report.agentSide().length()).isEqualTo(report.callerSide().length());
    assertThat(report.agentSide().rmsDbfs()).isGreaterThan(-40);
  }

  @Test
  void the_upgrade_looks_like_twilios() throws Exception {
    peer.socket("/media", socket -> socket.close(1000));
    URI publicBase = URI.create("https://agent.example");
    connect("<Connect><Stream url=\"wss://agent.example/media?token=1\"/></Connect>");
    var settings =
        Calls.settings(publicBase.resolve("/voice")).withEdge(new Edge(publicBase, peer.url("")));

    Calls.report(settings, SOUNDS, "call ends");

    TestPeer.Request upgrade = peer.onlyRequest("/media");
    assertThat(upgrade.target()).isEqualTo("/media");
    assertThat(upgrade.header("User-Agent")).contains("Twilio.TmeWs/1.0");
    assertThat(upgrade.headerNames())
        .contains("x-twilio-signature")
        .doesNotContain(
            "Origin", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Content-Length");
    assertThat(Calls.isSigned(upgrade, "wss://agent.example/media")).isTrue();
    assertThat(upgrade.header("X-Forwarded-Proto")).contains("https");
  }

  @Test
  void a_caller_who_hangs_up_ends_the_stream_with_stop() throws Exception {
    peer.socket("/media", socket -> listen(socket, _ -> {}));
    connect("<Connect><Stream url=\"%s\"/></Connect>".formatted(peer.socketUrl("/media")));

    var report = call("caller waits 6s\ncaller presses 12\ncaller waits 1s\ncaller hangs up");

    assertThat(report.endedByCaller()).isTrue();
    assertThat(report.problems()).isEmpty();
    assertThat(received.getFirst()).isInstanceOf(StreamEvent.Connected.class);
    assertThat(received.getLast()).isInstanceOf(StreamEvent.Stopped.class);
    assertThat(received.stream().filter(StreamEvent.Dtmf.class::isInstance)).hasSize(2);
    assertThat(report.moments(CallMoment.StreamEnded.class))
        .extracting(CallMoment.StreamEnded::by)
        .containsExactly(CallMoment.StreamEnded.By.CARRIER);
  }

  @Test
  void an_interruption_throws_the_rest_away_and_brings_the_mark_back() throws Exception {
    peer.socket("/media", this::speakUntilTheCallerDoes);
    connect("<Connect><Stream url=\"%s\"/></Connect>".formatted(peer.socketUrl("/media")));
    var settings = Calls.settings(peer.url("/voice")).withPace(4);

    var report =
        Calls.report(
            settings,
            SOUNDS,
            """
            agent says prompt within 20s
            caller interrupts after 600ms with "no" for 1s
            agent stops within 1s
            caller hangs up
            """);

    assertThat(report.failures()).isEmpty();
    assertThat(report.moments(CallMoment.Interrupted.class)).hasSize(1);
    assertThat(report.moments(CallMoment.AgentSpoke.class))
        .extracting(CallMoment.AgentSpoke::prompt, CallMoment.AgentSpoke::whole)
        .containsExactly(tuple("prompt", false));
    assertThat(report.moments(CallMoment.CommandReceived.class))
        .extracting(CallMoment.CommandReceived::command)
        .containsExactly(
            CallMoment.CommandReceived.Command.MEDIA,
            CallMoment.CommandReceived.Command.MARK,
            CallMoment.CommandReceived.Command.CLEAR);
    assertThat(marks()).containsExactly("end");
  }

  @Test
  void what_a_server_must_not_send_is_ignored_and_raised_once() throws Exception {
    peer.socket(
        "/media",
        socket ->
            listen(
                socket,
                event -> {
                  if (event instanceof StreamEvent.Started) {
                    socket.binary(new byte[] {1, 2});
                    socket.binary(new byte[] {3});
                    socket.text("{\"event\":\"clear\"}");
                    socket.text("nonsense");
                    socket.textInParts(new StreamCommand.Mark("whole"));
                  } else if (event instanceof StreamEvent.MarkReached) {
                    socket.close(1000);
                  }
                }));
    connect("<Connect><Stream url=\"%s\"/></Connect>".formatted(peer.socketUrl("/media")));

    var report = call("call ends");

    assertThat(marks()).containsExactly("whole");
    assertThat(report.problems())
        .containsExactly(
            Problems.STREAM_MALFORMED_MESSAGE,
            Problems.STREAM_INVALID_MESSAGE,
            Problems.STREAM_CLOSED);
  }

  @Test
  void a_refused_handshake_is_reported_and_the_next_verb_follows() throws Exception {
    peer.page("/media", _ -> TestPeer.Answer.status(403))
        .page("/stream-status", _ -> TestPeer.Answer.status(204));
    connect(
        "<Connect><Stream url=\"%s\" statusCallback=\"%s\"/></Connect><Pause length=\"1\"/>"
            .formatted(peer.socketUrl("/media"), peer.url("/stream-status")));

    var report = call("call ends");

    assertThat(report.problems()).containsExactly(Problems.STREAM_HANDSHAKE);
    TestPeer.Request status = peer.onlyRequest("/stream-status");
    assertThat(status.form().first("StreamEvent")).contains("stream-error");
    assertThat(status.form().first("StreamError").orElseThrow()).contains("31920");
    assertThat(report.length()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void a_server_that_crashes_breaks_the_stream_and_the_action_follows() throws Exception {
    peer.socket("/media", onFirstMedia(PeerSocket::crash))
        .twiml("/ended", "<Hangup/>")
        .page("/stream-status", _ -> TestPeer.Answer.status(204));
    connect(
        "<Connect action=\"/ended\"><Stream url=\"%s\" statusCallback=\"%s\"/></Connect>"
            .formatted(peer.socketUrl("/media"), peer.url("/stream-status")));

    var report = call("call ends");

    assertThat(report.problems()).containsExactly(Problems.STREAM_BROKEN);
    assertThat(peer.requests("/ended")).hasSize(1);
    assertThat(peer.requests("/stream-status"))
        .extracting(status -> status.form().first("StreamEvent").orElseThrow())
        .containsExactlyInAnyOrder("stream-started", "stream-error");
  }

  @Test
  void a_server_that_breaks_the_websocket_protocol_is_a_protocol_error() throws Exception {
    peer.socket("/media", onFirstMedia(PeerSocket::misspeak));
    connect("<Connect><Stream url=\"%s\"/></Connect>".formatted(peer.socketUrl("/media")));

    assertThat(call("call ends").problems()).containsExactly(Problems.STREAM_PROTOCOL);
  }

  @Test
  void a_stream_without_tls_is_refused_unless_it_stays_on_this_machine() throws Exception {
    connect("<Connect><Stream url=\"ws://agent.example/media\"/></Connect>");

    assertThat(call("call ends").problems()).containsExactly(Problems.STREAM_SCHEME);
  }

  @Test
  void a_two_way_stream_with_another_track_does_not_open() throws Exception {
    connect(
        "<Connect><Stream track=\"both_tracks\" url=\"%s\"/></Connect>"
            .formatted(peer.socketUrl("/media")));

    assertThat(call("call ends").problems()).extracting(Problem::code).containsExactly(31941);
    assertThat(peer.requests("/media")).isEmpty();
  }

  @Test
  void frames_keep_to_real_time() throws Exception {
    peer.socket("/media", socket -> listen(socket, _ -> {}));
    connect("<Connect><Stream url=\"%s\"/></Connect>".formatted(peer.socketUrl("/media")));
    long begin = System.nanoTime();

    var report =
        Calls.report(
            Calls.settings(peer.url("/voice")).withPace(CarrierSettings.REAL_TIME),
            SOUNDS,
            "caller waits 1s\ncaller hangs up");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(990));
    assertThat(report.length()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  private CallReport call(String script) throws Exception {
    var report = Calls.report(Calls.settings(peer.url("/voice")), SOUNDS, script);
    peer.awaitTalks();
    return report;
  }

  private void connect(String verbs) {
    peer.twiml("/voice", verbs);
  }

  private List<String> marks() {
    return received.stream()
        .filter(StreamEvent.MarkReached.class::isInstance)
        .map(event -> ((StreamEvent.MarkReached) event).name())
        .toList();
  }

  private void listen(PeerSocket socket, Consumer<StreamEvent> then) {
    Optional<StreamEvent> event = socket.next();
    while (event.isPresent()) {
      received.add(event.get());
      then.accept(event.get());
      event = socket.next();
    }
  }

  private Consumer<PeerSocket> onFirstMedia(Consumer<PeerSocket> action) {
    return socket -> {
      StreamEvent event = socket.next().orElseThrow();
      while (!(event instanceof StreamEvent.Media)) {
        event = socket.next().orElseThrow();
      }
      action.accept(socket);
    };
  }

  /// Twilio's own example: repeats what the caller said, marks the end and closes when it comes
  /// back. https://github.com/twilio/media-streams/tree/master/node/connect-basic
  private void echoWithMark(PeerSocket socket) {
    var heard = new ArrayList<Mulaw>();
    listen(
        socket,
        event -> {
          switch (event) {
            case StreamEvent.Media media when heard.size() < 50 -> {
              heard.add(media.audio());
              if (heard.size() == 50) {
                heard.forEach(frame -> socket.send(new StreamCommand.Media(frame)));
                socket.send(new StreamCommand.Mark("repeated"));
              }
            }
            case StreamEvent.MarkReached _ -> socket.close(1000);
            default -> {}
          }
        });
  }

  private void speakUntilTheCallerDoes(PeerSocket socket) {
    boolean[] cleared = {false};
    listen(
        socket,
        event -> {
          if (event instanceof StreamEvent.Started) {
            socket.send(new StreamCommand.Media(PROMPT));
            socket.send(new StreamCommand.Mark("end"));
          } else if (event instanceof StreamEvent.Media media
              && !cleared[0]
              && media.audio().toPcm().rmsDbfs() > -40) {
            cleared[0] = true;
            socket.send(new StreamCommand.Clear());
          }
        });
  }
}
