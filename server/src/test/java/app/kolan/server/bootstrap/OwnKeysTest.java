package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.stories.Story;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.CallPlan;
import app.kolan.simulator.CallReport;
import app.kolan.simulator.Carrier;
import app.kolan.simulator.CarrierSettings;
import app.kolan.simulator.Edge;
import app.kolan.simulator.script.Script;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole calls to two businesses of one server, each with keys of its own: their providers' stubs
/// refuse any other.
@Tag("socket")
class OwnKeysTest {
  private static final String PUBLIC = "https://phone.example.com";
  private static final PhoneNumber CLINIC = new PhoneNumber("+97231111111");
  private static final PhoneNumber GARAGE = new PhoneNumber("+97232222222");

  @TempDir private Path data;
  @TempDir private Path secrets;
  private final Vendors clinics = new Vendors("clinics-key");
  private final Vendors garages = new Vendors("garages-key");
  private PhoneServer server;

  /// The providers of a business.
  private static final class Vendors implements AutoCloseable {
    private final DeepgramStub ears;
    private final OpenAiChatStub model;
    private final AzureVoiceStub voice = new AzureVoiceStub();

    Vendors(String key) {
      ears = new DeepgramStub(clips(), key);
      model =
          new OpenAiChatStub(
              key,
              (_, turns, _) ->
                  turns.getLast() instanceof ChatTurn.Outcome
                      ? ModelReply.words("תודה ולהתראות.").andUse("end_call", "{}")
                      : ModelReply.use(
                          "take_message",
                          "{\"subject\":\"x\",\"callback_number\":\"0501234567\"}"));
    }

    void start() {
      ears.start();
      model.start();
      voice.start();
    }

    String document(String key) {
      return """
      mind: openai/a-model
      recogniser: deepgram
      voice: azure
      providers:
        openai: { key: "%s", url: "%s/v1" }
        deepgram: { key: "%s", url: "%s" }
        azure: { key: stand-in-key, url: "%s" }
      """
          .formatted(key, model.url(), key, ears.socketUrl(), voice.url());
    }

    @Override
    public void close() {
      ears.close();
      model.close();
      voice.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    clinics.start();
    garages.start();
    server = Servers.withPublicUrl(data, PUBLIC);
  }

  @AfterEach
  void close() {
    server.close();
    clinics.close();
    garages.close();
  }

  @Test
  void each_business_talks_with_its_own_providers_by_its_own_keys() throws Exception {
    add("clinic", CLINIC, clinics.document("clinics-key"));
    add("garage", GARAGE, garages.document("garages-key"));

    call(CLINIC);
    int ofClinic = clinics.model.requests().size();
    assertThat(ofClinic).isPositive();
    assertThat(garages.model.requests()).isEmpty();
    assertThat(garages.ears.requests()).isEmpty();

    call(GARAGE);
    assertThat(garages.model.requests()).isNotEmpty();
    assertThat(clinics.model.requests()).hasSize(ofClinic);
  }

  @Test
  void a_key_that_is_changed_in_its_file_is_used_by_the_next_call() throws Exception {
    Path key = secrets.resolve("clinic.key");
    Files.writeString(key, "an outdated key of the clinic");
    add("clinic", CLINIC, clinics.document("file:" + key));

    Files.writeString(key, "clinics-key\n");
    server.directories().directory().refresh();

    call(CLINIC);
    assertThat(clinics.model.requests())
        .isNotEmpty()
        .allSatisfy(
            request -> assertThat(request.header("Authorization")).isEqualTo("Bearer clinics-key"));
  }

  private void add(String slug, PhoneNumber number, String document) throws Exception {
    var _ =
        server
            .directories()
            .administration()
            .add(
                new Identity(slug, slug, null, List.of(number.value())),
                document,
                "",
                Author.COMMAND);
  }

  /// A call in which the agent takes a message and says goodbye, which it does only with all of its
  /// providers.
  private void call(PhoneNumber called) throws Exception {
    try (Carrier carrier =
        Carrier.start(
            CarrierSettings.of(
                    TwilioByHand.ACCOUNT,
                    TwilioByHand.TOKEN,
                    URI.create(PUBLIC + TwilioPaths.INCOMING_CALL))
                .withCalled(called)
                .withStatusCallbackUrl(URI.create(PUBLIC + TwilioPaths.CALL_STATUS))
                .withEdge(
                    new Edge(URI.create(PUBLIC), URI.create("http://127.0.0.1:" + server.port())))
                .withDecoder((_, file) -> Story.PROMPTS.audioOf(file)))) {
      String script =
          """
          agent says ask_reason within 12s
          caller waits for silence
          caller says reason_appointment
          agent speaks within 6s
          call ends within 14s
          """;
      CallReport report =
          carrier
              .call(CallPlan.of(Script.parse(script), Story.SOUNDS))
              .await(Duration.ofSeconds(58));
      assertThat(report.failures()).isEmpty();
    }
  }

  private static KnownClips clips() {
    var clips = new KnownClips();
    CallerClips shipped = CallerClips.shipped();
    shipped.names().forEach(name -> clips.knows(shipped.audio(name), shipped.text(name)));
    return clips;
  }
}
