package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AccountTokens;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.McpServerSpec;
import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.ToolCallEntry;
import app.kolan.server.store.ToolOutcome;
import app.kolan.server.tool.mcp.McpStub;
import app.kolan.server.tool.mcp.McpStub.Behavior;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole call to a business with three MCP servers: one answers, one hangs, one talks rubbish.
@Tag("socket")
class McpCallsTest {
  private static final String KEY = "stand-in-key";
  private static final PhoneNumber CALLED = new PhoneNumber("+97231234567");

  @TempDir private Path data;
  private final DeepgramStub speechToText = new DeepgramStub(clips(), KEY);
  private final OpenAiChatStub model =
      new OpenAiChatStub(KEY, (_, _, _) -> ModelReply.words("שלום."));
  private final AzureVoiceStub voice = new AzureVoiceStub();
  private final Queue<List<String>> offered = new ConcurrentLinkedQueue<>();
  private McpStub good;
  private McpStub hanging;
  private McpStub rubbish;

  @BeforeEach
  void open() throws Exception {
    speechToText.start();
    model.start();
    voice.start();
    good = new McpStub(Behavior.STREAMS);
    hanging = new McpStub(Behavior.HANGS);
    rubbish = new McpStub(Behavior.TALKS_RUBBISH);
    model.answerWith(
        (_, turns, tools) -> {
          if (tools.stream().anyMatch(tool -> tool.name().equals("write_summary"))) {
            return ModelReply.words("אין.");
          }
          offered.add(tools.stream().map(OfferedTool::name).toList());
          return turns.getLast() instanceof ChatTurn.Outcome
              ? ModelReply.words("תודה ולהתראות.").andUse("end_call", "{}")
              : ModelReply.use(
                  "good_find-customer", "{\"customer\":{\"phones\":[\"0501112233\"]}}");
        });
  }

  @AfterEach
  void close() {
    good.close();
    hanging.close();
    rubbish.close();
    speechToText.close();
    model.close();
    voice.close();
  }

  private static KnownClips clips() {
    var clips = new KnownClips();
    CallerClips shipped = CallerClips.shipped();
    shipped.names().forEach(name -> clips.knows(shipped.audio(name), shipped.text(name)));
    return clips;
  }

  @Test
  void the_one_that_answers_is_used_and_the_others_are_not_waited_for() throws Exception {
    var profile =
        BusinessProfile.builder()
            .localTools(true)
            .mcpServers(List.of(spec("sick", hanging), spec("odd", rubbish), spec("good", good)))
            .build();
    var settings =
        new BusinessSettings(
            1,
            new Business(Business.FIRST, "the clinic", null, AnswerMode.CONVERSE, profile),
            new AccountTokens(TwilioByHand.ACCOUNT, List.of(new Secret(TwilioByHand.TOKEN))),
            new ProviderSelection(
                List.of(),
                List.of(at("deepgram", speechToText.socketUrl())),
                List.of(at("openai", URI.create(model.url() + "/v1"))),
                List.of(at("azure", voice.url()))),
            null);
    try (PhoneServer server = Servers.ofDirectory(data, BusinessDirectory.ofOne(settings))) {
      assertThat(good.asked).as("nothing is connected before a call").isEmpty();

      CallSid call = AgentCall.to(server, TwilioByHand.ACCOUNT, TwilioByHand.TOKEN, CALLED);

      assertThat(offered.element())
          .contains("good_find-customer", "take_message")
          .doesNotContain("sick_find-customer", "odd_find-customer");
      assertThat(server.stores().toolCalls().findByCall(call).getFirst())
          .satisfies(use -> assertThat(use.outcome()).isEqualTo(ToolOutcome.DONE))
          .extracting(ToolCallEntry::result)
          .asString()
          .contains("<data from=\"good_find-customer\">", "Dana, since 2019");
      assertThat(hanging.asked).isNotEmpty();
      assertThat(rubbish.asked).isNotEmpty();
    }
  }

  private static McpServerSpec spec(String name, McpStub server) {
    return new McpServerSpec(
        name,
        server.url(),
        List.of(),
        Map.of(),
        List.of("find-customer"),
        Set.of("find-customer"),
        Duration.ofSeconds(5),
        1_000);
  }

  private static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new Secret(KEY), "a-model", "a-voice", "he-IL", ProviderTimeouts.USUAL);
  }
}
