package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.agent.ProviderStubs.OpenStub;
import app.kolan.server.agent.ProviderStubs.Post;
import app.kolan.server.bootstrap.VoicedPrompts;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.PromptLibrary;
import app.kolan.server.prompts.PromptSettings;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.session.ReplyTiming;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.StubModel;
import app.kolan.stubs.tts.VoiceStub;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whole calls in which the text-to-speech provider speaks the fixed sentences too.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class VoicedPromptsCallTest {
  private static final StubModel MODEL = (_, _, _) -> ModelReply.words("בסדר גמור. מה עוד?");
  private static final PromptSettings IN_PROVIDERS_VOICE = new PromptSettings(null, true);
  private static final PromptLibrary SHIPPED = PromptLibrary.shipped();

  private static final String ONE_TURN =
      """
      agent says greeting within 20s
      agent speaks within 20s
      caller waits for silence
      caller says reason_appointment
      agent speaks within 20s
      caller waits for silence of 3600ms
      caller hangs up
      """;

  private static final String FIRST_WORDS =
      """
      agent says greeting within 20s
      agent says ask_reason within 20s
      caller hangs up
      """;

  @TempDir private Path data;

  @Test
  void a_fixed_sentence_is_requested_once_and_served_from_the_cache_in_every_later_call()
      throws Exception {
    try (var stubs = new ProviderStubs(AgentHarness.LONG)) {
      OpenStub voice = stubs.open(new Post("tts", "azure"), MODEL);
      OpenStub languageModel = stubs.open(new Post("llm", "openai"), MODEL);
      languageModel.stub().slowness(Duration.ofSeconds(2));
      languageModel.stub().failWith(FailureMode.SLOW);
      var stub = (VoiceStub) voice.stub();
      var providers =
          new ProviderSelection(
              List.of(),
              stubs.cascade(MODEL).speechToTexts(),
              List.of(languageModel.settings()),
              List.of(voice.settings()));
      try (AgentHarness harness = open(providers)) {
        assertThat(harness.call(FIRST_WORDS).failures()).isEmpty();
        Await.until("all are rendered", () -> stub.said().containsAll(fixed()));
        assertThat(heardBy(harness)).contains(text(Prompt.ASK_REASON), text(Prompt.ONE_MOMENT));
      }
      try (AgentHarness again = open(providers)) {
        again.call(ONE_TURN);
        assertThat(heardBy(again)).contains(text(Prompt.ASK_REASON), text(Prompt.ONE_MOMENT));
      }

      assertThat(stub.said().stream().filter(fixed()::contains))
          .containsExactlyInAnyOrderElementsOf(fixed());
    }
  }

  @Test
  void a_voice_that_fails_leaves_the_recorded_prompts() throws Exception {
    try (var stubs = new ProviderStubs(AgentHarness.LONG)) {
      OpenStub voice = stubs.open(new Post("tts", "azure"), MODEL);
      voice.stub().failWith(FailureMode.OVERLOADED);
      ProviderSelection well = stubs.cascade(MODEL);
      var providers =
          new ProviderSelection(
              List.of(), well.speechToTexts(), well.languageModels(), List.of(voice.settings()));
      try (AgentHarness harness = open(providers)) {
        CallReport report = harness.call(FIRST_WORDS);

        assertThat(report.failures()).isEmpty();
      }
    }
  }

  private AgentHarness open(ProviderSelection providers) throws Exception {
    return AgentHarness.open(
        data, providers, ReplyTiming.ofBound(Duration.ofSeconds(2)), IN_PROVIDERS_VOICE);
  }

  private static String heardBy(AgentHarness harness) throws Exception {
    CallReport report = harness.call(ONE_TURN);
    assertThat(report.failures()).isEmpty();
    return String.join(" ", AgentHarness.heard(report));
  }

  private static List<String> fixed() {
    return VoicedPrompts.SENTENCES.stream().map(VoicedPromptsCallTest::text).toList();
  }

  private static String text(Prompt prompt) {
    return SHIPPED.text(prompt);
  }
}
