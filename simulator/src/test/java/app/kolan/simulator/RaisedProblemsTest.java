package app.kolan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is raised only when instructions are carried out.
@Tag("socket")
class RaisedProblemsTest {
  private static final String SPEAKS =
      "caller waits 1s\ncaller says \"call me\" for 1s\ncall ends within 60s";

  private final TestPeer peer = new TestPeer();

  @BeforeEach
  void open() {
    peer.page("/page", _ -> TestPeer.Answer.of(200, "text/html", "<html/>"))
        .twiml("/done", "<Hangup/>")
        .page("/told", _ -> TestPeer.Answer.status(204));
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<Play>/page</Play> | 13420",
        "<Gather timeout='1'><Play>/page</Play></Gather> | 13325",
        "<Play>/nothing</Play> | 11200",
        "<Record action='/done' timeout='1' recordingStatusCallback='http://'/> | 13256",
        "<Record action='/done' timeout='1' maxLength='60' transcribe='true'/> | 13617",
        "<Record action='/done' timeout='1' recordingStatusCallback='/told'/> |",
        "<Redirect>http://</Redirect> | 11100",
        "<Connect><Stream url='ws://agent.example/media'/></Connect> | 31922",
        "<Connect><Stream url='::'/></Connect> | 31923",
        "<Connect><Stream url='wss://nowhere.invalid/media'/></Connect> | 31904",
        "<Connect><Stream url='wss://a.example/media' track='both_tracks'/></Connect> | 31941",
      })
  void each_has_its_code(String verbs, @Nullable Integer code) throws Exception {
    peer.twiml("/voice", verbs);

    assertThat(codes(peer.url("/voice")))
        .containsExactlyElementsOf(code == null ? List.of() : List.of(code));
  }

  @Test
  void a_name_that_nobody_knows_is_a_bad_host() throws Exception {
    assertThat(codes(URI.create("http://nowhere.invalid/voice"))).containsExactly(11210);
  }

  @Test
  void tls_spoken_to_a_server_without_it_is_a_failed_handshake() throws Exception {
    URI secure = URI.create(peer.url("/voice").toString().replace("http:", "https:"));

    assertThat(codes(secure)).containsExactly(11220);
  }

  private static List<Integer> codes(URI voiceUrl) throws Exception {
    return Calls.report(Calls.settings(voiceUrl), Sounds.NONE, SPEAKS).problems().stream()
        .map(Problem::code)
        .toList();
  }
}
