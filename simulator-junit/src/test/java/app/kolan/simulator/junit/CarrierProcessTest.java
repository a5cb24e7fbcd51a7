package app.kolan.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.junit.EchoServer.Behaviour;
import app.kolan.twilio.audio.Wav;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The carrier as another project uses it: a process, HTTP and JSON. The server that it calls is
/// not Kolan either.
@Tag("socket")
class CarrierProcessTest {
  private static final String TOKEN = "a token of another project";
  private static final String ACCOUNT = "AC00000000000000000000000000000009";

  @TempDir private Path folder;
  private final EchoServer server = new EchoServer(TOKEN);
  private CarrierProcess carrier;

  CarrierProcessTest() throws Exception {}

  @BeforeEach
  void start() throws Exception {
    carrier =
        CarrierProcess.start(
            folder,
            "--to",
            server.voiceUrl().toString(),
            "--auth-token",
            TOKEN,
            "--account-sid",
            ACCOUNT,
            "--pace",
            "5");
  }

  @AfterEach
  void close() {
    carrier.close();
    server.close();
  }

  @Test
  void a_call_is_ordered_reported_and_recorded_and_a_stop_ends_the_process() throws Exception {
    assertThat(carrier.announced.path("accountSid").asText()).isEqualTo(ACCOUNT);
    JsonNode placed =
        CarrierProcess.json(
            carrier.post(
                "/simulator/calls",
                """
                {"story": "agent speaks within 600s\\ncaller waits for silence\\n\
                agent speaks within 600s\\ncaller waits for silence\\n\
                caller says \\"echo\\" for 1s\\nagent speaks within 600s\\ncall ends within 600s"}
                """));
    String href = placed.path("href").asText();
    JsonNode report = CarrierProcess.json(carrier.get(href + "?wait=50"));

    assertThat(report.path("state").asText()).isEqualTo("ended");
    assertThat(report.path("end").asText()).isEqualTo("document-ended");
    assertThat(report.path("failures")).isEmpty();
    assertThat(report.path("problems")).hasSize(1);
    assertThat(report.path("problems").path(0).path("code").intValue()).isEqualTo(31921);
    assertThat(server.complaints).isEmpty();
    assertThat(server.events).containsSubsequence("mark first", "mark second", "closed");
    byte[] sound = carrier.get(report.path("audio").asText()).body();
    assertThat(Wav.read(sound).duration())
        .isCloseTo(
            Duration.ofMillis(report.path("lengthMillis").longValue()), Duration.ofMillis(1));

    assertThat(carrier.post("/simulator/stop", "").statusCode()).isEqualTo(202);
    assertThat(carrier.exitCode()).isZero();
  }

  @Test
  void a_defective_server_is_named_by_its_code() throws Exception {
    server.behave(Behaviour.NO_SOCKET);

    String href = CarrierProcess.json(carrier.post("/simulator/calls", "{}")).path("href").asText();
    JsonNode report = CarrierProcess.json(carrier.get(href + "?wait=50"));

    assertThat(report.path("problems").findValuesAsText("code")).containsExactly("31920");
  }

  @Test
  void a_server_can_place_a_call_and_a_signal_ends_the_process() throws Exception {
    String pair = ACCOUNT + ":" + TOKEN;
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    JsonNode placed =
        CarrierProcess.json(
            carrier.post(
                "/2010-04-01/Accounts/" + ACCOUNT + "/Calls.json",
                "To=%2B972501112233&From=%2B972720000002&Url="
                    + URLEncoder.encode(server.voiceUrl().toString(), StandardCharsets.UTF_8),
                Map.of("Authorization", "Basic " + basic)));

    assertThat(placed.path("status").asText()).isEqualTo("queued");
    String sid = placed.path("sid").asText();
    JsonNode report = CarrierProcess.json(carrier.get("/simulator/calls/" + sid + "?wait=50"));
    assertThat(report.path("end").asText()).isEqualTo("document-ended");
    assertThat(server.complaints).isEmpty();

    carrier.post("/simulator/calls", "{\"story\": \"caller waits 600s\"}");
    assertThat(carrier.terminate()).isZero();
  }
}
