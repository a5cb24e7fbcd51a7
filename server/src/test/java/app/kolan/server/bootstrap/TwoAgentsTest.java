package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.ToolOutcome;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OfferedTool;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole calls to two businesses whose agents understand: each is told of its own business, and has
/// its own tools, country and language.
@Tag("socket")
class TwoAgentsTest {
  private static final String KEY = "stand-in-key";

  private record Asked(String instructions, List<String> tools) {}

  @TempDir private Path data;
  private final DeepgramStub speechToText = new DeepgramStub(clips(), KEY);
  private final OpenAiChatStub languageModel =
      new OpenAiChatStub(KEY, (_, _, _) -> ModelReply.words("שלום."));
  private final AzureVoiceStub voice = new AzureVoiceStub();
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void open() {
    speechToText.start();
    languageModel.start();
    voice.start();
    languageModel.answerWith(
        (instructions, turns, tools) -> {
          // The summary is asked for after the call, by its own instructions.
          if (tools.stream().noneMatch(tool -> tool.name().equals("write_summary"))) {
            asked.add(new Asked(instructions, tools.stream().map(OfferedTool::name).toList()));
          }
          return turns.getLast() instanceof ChatTurn.Outcome
              ? ModelReply.words("תודה ולהתראות.").andUse("end_call", "{}")
              : ModelReply.use(
                  "take_message", "{\"subject\":\"x\",\"callback_number\":\"0301234567\"}");
        });
  }

  @AfterEach
  void close() {
    speechToText.close();
    languageModel.close();
    voice.close();
  }

  @Test
  void each_agent_is_that_of_the_business_that_was_called() throws Exception {
    BusinessDirectory directory = new TwoBusinesses(providers());
    try (PhoneServer server = Servers.ofDirectory(data, directory)) {
      CallSid clinic =
          AgentCall.to(
              server,
              TwoBusinesses.CLINICS_ACCOUNT,
              TwoBusinesses.CLINICS_TOKEN,
              TwoBusinesses.CLINICS_NUMBER);
      List<Asked> ofClinic = List.copyOf(asked);
      asked.clear();
      CallSid garage =
          AgentCall.to(
              server,
              TwoBusinesses.GARAGES_ACCOUNT,
              TwoBusinesses.GARAGES_TOKEN,
              TwoBusinesses.GARAGES_NUMBER);

      assertThat(ofClinic)
          .isNotEmpty()
          .allSatisfy(
              question -> {
                assertThat(question.instructions())
                    .contains("the clinic", "treats teeth", "Speak Hebrew", "The time in Israel");
                assertThat(question.tools()).contains("transfer_to_human", "look_up_caller");
              });
      assertThat(asked)
          .isNotEmpty()
          .allSatisfy(
              question -> {
                assertThat(question.instructions())
                    .contains("the garage", "fixes cars", "Speak German", "The time in Germany");
                assertThat(question.tools())
                    .containsExactlyInAnyOrder("take_message", "opening_hours", "end_call");
              });
      assertThat(server.stores().leads().find(garage).orElseThrow().callback())
          .isEqualTo(new PhoneNumber("+49301234567"));
      assertThat(server.stores().leads().find(garage).orElseThrow().businessId())
          .isEqualTo(TwoBusinesses.GARAGE);
      assertThat(server.stores().leads().find(clinic).orElseThrow().businessId())
          .isEqualTo(TwoBusinesses.CLINIC);
      assertThat(server.stores().toolCalls().findByCall(clinic))
          .first()
          .satisfies(use -> assertThat(use.outcome()).isEqualTo(ToolOutcome.DONE));
    }
  }

  private ProviderSelection providers() {
    return new ProviderSelection(
        List.of(),
        List.of(at("deepgram", speechToText.socketUrl())),
        List.of(at("openai", URI.create(languageModel.url() + "/v1"))),
        List.of(at("azure", voice.url())));
  }

  private static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new Secret(KEY), "a-model", "a-voice", "he-IL", ProviderTimeouts.USUAL);
  }

  private static KnownClips clips() {
    var clips = new KnownClips();
    CallerClips shipped = CallerClips.shipped();
    shipped.names().forEach(name -> clips.knows(shipped.audio(name), shipped.text(name)));
    return clips;
  }
}
