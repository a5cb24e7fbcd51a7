package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.directory.BusinessAdministration.Identity;
import app.kolan.server.prompts.CallerClips;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whole calls to two businesses of one server, each with keys of its own: their providers' stubs
/// refuse any other.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class OwnKeysTest {
  private static final PhoneNumber CLINIC = new PhoneNumber("+97231111111");
  private static final PhoneNumber GARAGE = new PhoneNumber("+97232222222");

  @TempDir private Path data;
  @TempDir private Path secrets;
  private final OwnProviders clinics = new OwnProviders("clinics-key");
  private final OwnProviders garages = new OwnProviders("garages-key");
  private PhoneServer server;

  /// The providers of a business.
  private static final class OwnProviders implements AutoCloseable {
    private final DeepgramStub speechToText;
    private final OpenAiChatStub model;
    private final AzureVoiceStub voice = new AzureVoiceStub();

    OwnProviders(String key) {
      speechToText = new DeepgramStub(clips(), key);
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
      speechToText.start();
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
          .formatted(key, model.url(), key, speechToText.socketUrl(), voice.url());
    }

    @Override
    public void close() {
      speechToText.close();
      model.close();
      voice.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    clinics.start();
    garages.start();
    server = Servers.withPublicUrl(data, AgentCall.PUBLIC);
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
    assertThat(clinics.model.requests()).isNotEmpty();
    assertThat(garages.model.requests()).isEmpty();
    assertThat(garages.speechToText.requests()).isEmpty();

    call(GARAGE);
    assertThat(garages.model.requests()).isNotEmpty();
    assertThat(clinics.model.requests()).allSatisfy(OwnKeysTest::isTheClinics);
    assertThat(garages.model.requests()).noneSatisfy(OwnKeysTest::isTheClinics);
  }

  @Test
  void a_key_that_is_changed_in_its_file_is_used_by_the_next_call() throws Exception {
    Path key = secrets.resolve("clinic.key");
    Files.writeString(key, "an outdated key of the clinic");
    add("clinic", CLINIC, clinics.document("file:" + key));

    Files.writeString(key, "clinics-key\n");
    server.directories().directory().refresh();

    call(CLINIC);
    assertThat(clinics.model.requests()).isNotEmpty().allSatisfy(OwnKeysTest::isTheClinics);
  }

  private static void isTheClinics(StubRequest request) {
    assertThat(request.header("Authorization")).isEqualTo("Bearer clinics-key");
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

  private void call(PhoneNumber called) throws Exception {
    var _ = AgentCall.to(server, TwilioByHand.ACCOUNT, TwilioByHand.TOKEN, called);
  }

  private static KnownClips clips() {
    var clips = new KnownClips();
    CallerClips shipped = CallerClips.shipped();
    shipped.names().forEach(name -> clips.knows(shipped.audio(name), shipped.text(name)));
    return clips;
  }
}
