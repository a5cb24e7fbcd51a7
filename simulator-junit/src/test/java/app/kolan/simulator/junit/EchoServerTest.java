package app.kolan.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.CallEnd;
import app.kolan.simulator.CallMoment;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.junit.EchoServer.Behaviour;
import app.kolan.twilio.audio.Mulaw;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Calls of a server that is not Kolan, by the extension, as another project would write them.
@Tag("socket")
class EchoServerTest {
  private static final String TOKEN = "a token of another project";
  private static final String STORY =
      """
      agent speaks within 600s
      caller waits for silence
      agent speaks within 600s
      caller waits for silence
      caller says "is anybody there" for 1.5s
      agent speaks within 600s
      caller waits for silence
      call ends within 600s
      """;

  private final EchoServer server = new EchoServer(TOKEN);

  @RegisterExtension
  final CarrierExtension carrier =
      CarrierExtension.calling(server::voiceUrl).authToken(TOKEN).pace(5);

  EchoServerTest() throws Exception {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void what_the_caller_says_comes_back_and_the_next_verb_follows(PhoneCall call) throws Exception {
    CallReport report = call.story(STORY).report();

    assertThat(server.complaints).isEmpty();
    assertThat(report.failures()).isEmpty();
    assertThat(server.events)
        .containsSubsequence(
            "connected", "start blue", "mark beep", "mark first", "mark second", "closed");
    assertThat(report.moments(CallMoment.SayStarted.class)).hasSize(2);
    assertThat(report.end()).isEqualTo(CallEnd.DOCUMENT_ENDED);
    assertThat(report.timesRaised(31921)).isOne();
    assertThat(report.problems()).hasSize(1);
    assertThat(isEcho(report)).isTrue();
  }

  @Test
  void a_caller_who_hangs_up_stops_the_stream(PhoneCall call) throws Exception {
    CallReport report =
        call.story(
                """
                agent speaks within 600s
                caller waits for silence
                agent speaks within 600s
                caller hangs up
                """)
            .report();

    assertThat(report.endedByCaller()).isTrue();
    assertThat(report.problems()).isEmpty();
    assertThat(server.events).contains("stop");
  }

  @Test
  void naming_another_stream_raises_31951_once(PhoneCall call) throws Exception {
    server.behave(Behaviour.WRONG_STREAM);

    CallReport report = call.story("caller waits 25s\ncaller hangs up").report();

    assertThat(report.timesRaised(31951)).isOne();
    assertThat(report.problems()).hasSize(1);
    assertThat(report.moments(CallMoment.CommandReceived.class)).isEmpty();
  }

  @Test
  void binary_frames_raise_31950_once(PhoneCall call) throws Exception {
    server.behave(Behaviour.BINARY);

    CallReport report = call.story("caller waits 25s\ncaller hangs up").report();

    assertThat(report.timesRaised(31950)).isOne();
    assertThat(report.problems()).hasSize(1);
  }

  @Test
  void a_page_in_place_of_a_socket_raises_31920_once(PhoneCall call) throws Exception {
    server.behave(Behaviour.NO_SOCKET);

    CallReport report = call.story("caller waits 30s").report();

    assertThat(report.timesRaised(31920)).isOne();
    assertThat(report.problems()).hasSize(1);
    assertThat(report.moments(CallMoment.SayStarted.class)).hasSize(2);
  }

  @Test
  void another_accounts_token_is_refused_by_the_server(PhoneCall call) throws Exception {
    server.expect("the token of somebody else");

    CallReport report = call.report();

    assertThat(report.timesRaised(11200)).isOne();
    assertThat(report.end()).isEqualTo(CallEnd.INSTRUCTIONS_FAILED);
    assertThat(server.complaints).containsExactly("the signature of /twiml is wrong");
  }

  /// Whether a part of what the caller said was heard by him, sample by sample.
  private static boolean isEcho(CallReport report) {
    CallMoment.CallerSpoke spoke = report.moments(CallMoment.CallerSpoke.class).findFirst().get();
    var answered = report.moments(CallMoment.CallAnswered.class).findFirst().get().at();
    int from = (int) (spoke.from().minus(answered).toMillis() * 8) + 4 * Mulaw.FRAME;
    Mulaw word = report.callerSide().toMulaw().slice(from, from + 10 * Mulaw.FRAME);
    assertThat(word.toPcm().rmsDbfs()).isGreaterThan(-40);
    return text(report.agentSide().toMulaw()).contains(text(word));
  }

  private static String text(Mulaw audio) {
    return new String(audio.bytes(), StandardCharsets.ISO_8859_1);
  }
}
