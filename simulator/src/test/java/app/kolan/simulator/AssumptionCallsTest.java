package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls with each assumption one way and the other.
@Tag("socket")
class AssumptionCallsTest {
  private static final String HANGS_UP = "caller waits 3s\ncaller hangs up";

  private final TestPeer peer = new TestPeer();
  private final List<StreamEvent> received = new CopyOnWriteArrayList<>();

  /// What reached the server in which order: messages of the stream, and callbacks.
  private final List<String> order = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() {
    connect("");
    peer.twiml("/ended", "<Hangup/>")
        .page("/status", this::status)
        .socket("/media", socket -> listen(socket, _ -> {}));
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @ParameterizedTest
  @CsvSource({"go-on, DOCUMENT_ENDED, 2", "drop, INSTRUCTIONS_FAILED, 0"})
  void after_a_failed_connect(String value, CallEnd end, int seconds) throws Exception {
    peer.page("/media", _ -> TestPeer.Answer.status(403));
    peer.twiml(
        "/voice",
        "<Connect><Stream url=\"%s\"/></Connect><Pause length=\"2\"/>"
            .formatted(peer.socketUrl("/refused")));

    var report = call("after-failed-connect=" + value, "call ends within 20s");

    assertThat(report.end()).isEqualTo(end);
    assertThat(report.length()).isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
    assertThat(codes(report)).containsExactly(31920);
  }

  @ParameterizedTest
  @CsvSource({"31921, 1000, 31921", "nothing, 1000,", "nothing, 1011, 31921"})
  void a_clean_close(String value, int closeCode, @Nullable Integer raised) throws Exception {
    peer.socket("/media", socket -> socket.close(closeCode));

    var report = call("clean-close=" + value, "call ends within 20s");

    assertThat(codes(report))
        .containsExactlyElementsOf(raised == null ? List.of() : List.of(raised));
  }

  @ParameterizedTest
  @CsvSource({"signed, wss://agent.example:8443/media", "unsigned, wss://agent.example/media"})
  void a_port_in_a_wss_url(String value, String signed) throws Exception {
    peer.twiml("/voice", "<Connect><Stream url=\"wss://agent.example:8443/media\"/></Connect>");
    URI publicBase = URI.create("https://agent.example:8443");

    Calls.report(
        settings("wss-port=" + value)
            .withVoiceUrl(publicBase.resolve("/voice"))
            .withEdge(new Edge(publicBase, peer.url(""))),
        Sounds.NONE,
        HANGS_UP);

    assertThat(Calls.isSigned(peer.onlyRequest("/media"), signed)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"per-track, 1, 1, 2, 2", "global, 1, 2, 3, 4"})
  void chunks_of_two_tracks(String value, long first, long second, long third, long fourth)
      throws Exception {
    peer.twiml(
        "/voice",
        "<Start><Stream track=\"both_tracks\" url=\"%s\"/></Start><Pause length=\"3\"/>"
            .formatted(peer.socketUrl("/media")));

    call("chunks=" + value, "call ends within 20s");

    assertThat(media().stream().limit(4).map(StreamEvent.Media::chunk))
        .containsExactly(first, second, third, fourth);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, 1234})
  void the_first_timestamp(long millis) throws Exception {
    call("first-timestamp=" + millis + "ms", HANGS_UP);

    assertThat(media().stream().limit(3).map(StreamEvent.Media::timestamp))
        .containsExactly(millis, millis + 20, millis + 40);
  }

  @ParameterizedTest
  @CsvSource({"sent, true", "suppressed, false"})
  void frames_of_silence(String value, boolean sent) throws Exception {
    call(
        "silence=" + value,
        "caller waits 2s\ncaller says \"hello there\" for 1s\ncaller waits 1s\ncaller hangs up");

    assertThat(media().stream().anyMatch(media -> media.audio().equals(Mulaw.SILENT_FRAME)))
        .isEqualTo(sent);
    assertThat(media()).hasSizeGreaterThan(20);
    assertThat(media()).extracting(StreamEvent.Media::chunk).doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @CsvSource({"honoured,", "refused, 31923"})
  void a_fragment_in_a_streams_url(String value, @Nullable Integer raised) throws Exception {
    peer.twiml(
        "/voice",
        "<Connect><Stream url=\"%s#e=frankfurt\"/></Connect>".formatted(peer.socketUrl("/media")));

    var report = call("stream-fragment=" + value, HANGS_UP);

    assertThat(codes(report))
        .containsExactlyElementsOf(raised == null ? List.of() : List.of(raised));
    assertThat(peer.requests("/media")).hasSize(raised == null ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"refused, 13511", "accepted,"})
  void a_chirp_voice(String value, @Nullable Integer raised) throws Exception {
    peer.twiml(
        "/voice",
        "<Say language=\"he-IL\" voice=\"Google.he-IL-Chirp3-HD-Aoede\">שלום</Say><Hangup/>");

    assertThat(codes(call("chirp=" + value, "call ends within 20s")))
        .containsExactlyElementsOf(raised == null ? List.of() : List.of(raised));
  }

  @Test
  void stop_first_says_stop_before_any_callback() throws Exception {
    var report = call("end-order=stop-first", HANGS_UP);

    List<String> moments =
        report.moments().stream()
            .map(
                moment ->
                    switch (moment) {
                      case CallMoment.EventSent(var _, var _, StreamEvent.Stopped _) -> "stop";
                      case CallMoment.StatusSent sent -> sent.status();
                      default -> "";
                    })
            .toList();
    assertThat(moments).containsSubsequence("stop", "stream-stopped");
    assertThat(moments).containsSubsequence("stop", "completed");
  }

  @Test
  void stopped_first_sends_the_callback_before_the_stream_stops() throws Exception {
    call("end-order=stopped-first", HANGS_UP);

    assertThat(order).containsSubsequence("stream-started", "stream-stopped", "stop");
  }

  @Test
  void completed_first_reports_the_end_of_the_call_before_that_of_the_stream() throws Exception {
    call("end-order=completed-first", HANGS_UP);

    assertThat(order).containsSubsequence("stream-started", "completed", "stop");
    assertThat(order).containsSubsequence("completed", "stream-stopped");
  }

  @ParameterizedTest
  @CsvSource({"call, false", "stream, true"})
  void parameters_of_the_connect_action(String value, boolean sent) throws Exception {
    peer.socket("/media", socket -> socket.close(1000));

    call("action-tells=" + value, "call ends within 20s");

    assertThat(peer.onlyRequest("/ended").form().first("StreamSid").isPresent()).isEqualTo(sent);
    assertThat(peer.onlyRequest("/ended").form().first("StreamName").isPresent()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"none,", "1000, 31924"})
  void a_long_message(String value, @Nullable Integer raised) throws Exception {
    peer.socket(
        "/media",
        socket ->
            listen(
                socket,
                event -> {
                  if (event instanceof StreamEvent.Started) {
                    socket.send(new StreamCommand.Media(Mulaw.silence(Duration.ofSeconds(1))));
                  }
                }));

    var report = call("largest-message=" + value, HANGS_UP);

    assertThat(codes(report))
        .containsExactlyElementsOf(raised == null ? List.of() : List.of(raised));
    assertThat(peer.requests("/ended")).hasSize(raised == null ? 0 : 1);
  }

  @ParameterizedTest
  @CsvSource({"none, 3,", "2, 2, 12200"})
  void many_parameters(String value, int kept, @Nullable Integer raised) throws Exception {
    connect(
        "<Parameter name='a' value='1'/><Parameter name='b' value='2'/>"
            + "<Parameter name='c' value='3'/>");

    var report = call("most-parameters=" + value, HANGS_UP);

    assertThat(codes(report))
        .containsExactlyElementsOf(raised == null ? List.of() : List.of(raised));
    assertThat(received)
        .filteredOn(StreamEvent.Started.class::isInstance)
        .extracting(event -> ((StreamEvent.Started) event).parameters().size())
        .containsExactly(kept);
  }

  @ParameterizedTest
  @CsvSource({"0s, 0, 20", "30s, 30, 90"})
  void a_broken_stream_is_noticed(String value, int least, int most) throws Exception {
    peer.socket(
        "/media",
        socket -> {
          try {
            listen(
                socket,
                event -> {
                  if (event instanceof StreamEvent.Media) {
                    socket.crash();
                  }
                });
          } catch (UncheckedIOException _) {
            // The connection is gone, as it should be.
          }
        });

    var report = call("broken-pipe-after=" + value, "call ends within 120s");

    assertThat(codes(report)).containsExactly(31903);
    Duration opened = report.moments(CallMoment.StreamOpened.class).findFirst().orElseThrow().at();
    Duration ended = report.moments(CallMoment.StreamEnded.class).findFirst().orElseThrow().at();
    assertThat(ended.minus(opened)).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
  }

  private void connect(String parameters) {
    peer.twiml(
        "/voice",
        "<Connect action=\"/ended\"><Stream url=\"%s\" statusCallback=\"%s\">%s</Stream></Connect>"
            .formatted(peer.socketUrl("/media"), peer.url("/status"), parameters));
  }

  private TestPeer.Answer status(TestPeer.Request request) {
    order.add(
        request
            .form()
            .first("StreamEvent")
            .or(() -> request.form().first("CallStatus"))
            .orElseThrow());
    return TestPeer.Answer.status(204);
  }

  private void listen(PeerSocket socket, Consumer<StreamEvent> then) {
    Optional<StreamEvent> event = socket.next();
    while (event.isPresent()) {
      received.add(event.get());
      if (event.get() instanceof StreamEvent.Stopped) {
        order.add("stop");
      }
      then.accept(event.get());
      event = socket.next();
    }
  }

  private List<StreamEvent.Media> media() {
    return received.stream()
        .filter(StreamEvent.Media.class::isInstance)
        .map(StreamEvent.Media.class::cast)
        .toList();
  }

  private static List<Integer> codes(CallReport report) {
    return report.problems().stream().map(Problem::code).toList();
  }

  private CarrierSettings settings(String assumption) throws MalformedAssumption {
    return Calls.settings(peer.url("/voice"))
        .withStatusCallbackUrl(peer.url("/status"))
        .withAssumptions(Assumptions.parse(List.of(assumption)));
  }

  private CallReport call(String assumption, String script) throws Exception {
    var report = Calls.report(settings(assumption), Sounds.NONE, script);
    peer.awaitTalks();
    return report;
  }
}
