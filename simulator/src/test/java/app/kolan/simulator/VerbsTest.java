package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Wav;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.StreamEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class VerbsTest {
  private static final Mulaw GREETING = Sounds.speechLike("greeting", Duration.ofSeconds(2));
  private static final Sounds SOUNDS = Sounds.of(Map.of(), Map.of("greeting", GREETING));

  private final TestPeer peer = new TestPeer();

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @Test
  void a_wav_file_is_heard_as_it_is() throws Exception {
    peer.page("/g.wav", _ -> TestPeer.Answer.file(200, "audio/x-wav", Wav.of(GREETING)));

    var report = call("<Play>/g.wav</Play>", "agent says greeting within 20s\ncall ends");

    assertThat(report.failures()).isEmpty();
    assertThat(report.problems()).isEmpty();
    assertThat(report.length()).isBetween(GREETING.duration(), Duration.ofSeconds(30));
    assertThat(peer.onlyRequest("/g.wav").method()).isEqualTo("GET");
  }

  @Test
  void an_mp3_file_lasts_as_long_as_it_does_and_is_heard_with_a_decoder() throws Exception {
    byte[] file = Mp3File.silent(Duration.ofMillis(2880));
    peer.page("/g.mp3", _ -> TestPeer.Answer.file(200, "audio/mpeg", file));

    var silent = call("<Play>/g.mp3</Play>", "call ends");
    var heard =
        Calls.report(
            settings("<Play>/g.mp3</Play>").withDecoder((_, _) -> Optional.of(GREETING)),
            SOUNDS,
            "agent says greeting within 600s\ncall ends");

    assertThat(silent.moments(CallMoment.PlayStarted.class))
        .extracting(CallMoment.PlayStarted::length)
        .containsExactly(Duration.ofMillis(2880));
    assertThat(silent.problems()).isEmpty();
    assertThat(heard.failures()).isEmpty();
  }

  @Test
  void a_sound_of_the_wrong_type_is_raised_and_the_call_goes_on() throws Exception {
    peer.page("/g.wav", _ -> TestPeer.Answer.of(200, "text/html", "sorry"));

    var report = call("<Play>/g.wav</Play><Pause length=\"1\"/>", "call ends");

    assertThat(report.problems()).containsExactly(Problems.PLAY_CONTENT_TYPE);
    assertThat(report.length()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void the_carriers_own_voice_takes_its_time() throws Exception {
    var report = call("<Say>good morning to you</Say>", "agent speaks within 20s\ncall ends");

    assertThat(report.failures()).isEmpty();
    assertThat(report.length()).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void keys_are_gathered_until_the_finishing_key_and_cut_the_prompt_short() throws Exception {
    peer.twiml("/menu", "<Hangup/>");

    var report =
        call(
            "<Gather action=\"/menu\" finishOnKey=\"#\"><Pause length=\"30\"/></Gather>",
            "caller waits 1s\ncaller presses 125#\ncall ends");

    assertThat(report.failures()).isEmpty();
    assertThat(peer.onlyRequest("/menu").form().first("Digits")).contains("125");
    assertThat(report.length()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void a_number_of_keys_is_enough_without_a_finishing_key() throws Exception {
    peer.twiml("/menu", "<Hangup/>");

    call("<Gather action=\"/menu\" numDigits=\"1\"/>", "caller presses 7\ncall ends");

    assertThat(peer.onlyRequest("/menu").form().first("Digits")).contains("7");
  }

  @Test
  void without_a_key_the_next_verb_follows() throws Exception {
    var report = call("<Gather action=\"/menu\" timeout=\"2\"/><Pause length=\"1\"/>", "call ends");

    assertThat(peer.requests("/menu")).isEmpty();
    assertThat(report.length()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void a_number_is_dialled_and_the_action_receives_the_outcome() throws Exception {
    peer.twiml("/dialled", "<Hangup/>");

    var answered =
        call(
            "<Dial action=\"/dialled\">+972501234567</Dial>",
            "agent speaks within 600s\ncall ends");
    var busy =
        Calls.report(
            settings("<Dial>+972501234567</Dial>").withDial(new DialOutcome.Busy()),
            SOUNDS,
            "call ends");

    assertThat(peer.onlyRequest("/dialled").form().first("DialCallStatus")).contains("completed");
    assertThat(answered.failures()).isEmpty();
    assertThat(busy.moments(CallMoment.Dialled.class))
        .extracting(CallMoment.Dialled::status)
        .containsExactly("busy");
    assertThat(busy.printout()).doesNotContain("972501234567");
    assertThat(busy.end()).isEqualTo(CallEnd.DOCUMENT_ENDED);
  }

  @Test
  void a_monitoring_server_receives_both_sides_until_it_is_stopped() throws Exception {
    List<StreamEvent> received = new CopyOnWriteArrayList<>();
    peer.socket("/listen", socket -> listen(socket, received))
        .page("/g.wav", _ -> TestPeer.Answer.file(200, "audio/wav", Wav.of(GREETING)));

    var report =
        call(
            """
            <Start><Stream name="ear" track="both_tracks" url="%s"/></Start>
            <Pause length="1"/><Play>/g.wav</Play>
            <Stop><Stream name="ear"/></Stop><Pause length="2"/>
            """
                .formatted(peer.socketUrl("/listen")),
            "agent says greeting within 600s\ncall ends");

    assertThat(report.failures()).isEmpty();
    assertThat(report.problems()).isEmpty();
    assertThat(received.getLast()).isInstanceOf(StreamEvent.Stopped.class);
    assertThat(report.moments(CallMoment.StreamEnded.class)).hasSize(1);
    Mulaw outbound =
        Mulaw.join(
            received.stream()
                .filter(StreamEvent.Media.class::isInstance)
                .map(StreamEvent.Media.class::cast)
                .filter(media -> media.track() == StreamEvent.Track.OUTBOUND)
                .map(StreamEvent.Media::audio)
                .toList());
    assertThat(outbound.toPcm().rmsDbfs()).isGreaterThan(-30);
  }

  @Test
  void a_listening_stream_that_does_not_open_does_not_disturb_the_call() throws Exception {
    var report =
        call(
            "<Start><Stream url=\"%s\"/></Start><Pause length=\"2\"/>"
                .formatted(peer.socketUrl("/nowhere")),
            "call ends");

    assertThat(report.problems()).containsExactly(Problems.STREAM_HANDSHAKE);
    assertThat(report.end()).isEqualTo(CallEnd.DOCUMENT_ENDED);
  }

  private CallReport call(String verbs, String script) throws Exception {
    var report = Calls.report(settings(verbs), SOUNDS, script);
    peer.awaitTalks();
    return report;
  }

  private CarrierSettings settings(String verbs) {
    peer.twiml("/voice", verbs);
    return Calls.settings(peer.url("/voice"));
  }

  private static void listen(PeerSocket socket, List<StreamEvent> received) {
    for (var event = socket.next(); event.isPresent(); event = socket.next()) {
      received.add(event.get());
    }
  }
}
