package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageJob;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.llm.AnthropicStub;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.realtime.OpenAiRealtimeStub;
import app.kolan.stubs.realtime.RealtimeStubModel.Reply;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whole calls, and what is written down of what they have used.
@Tag("socket")
@Execution(ExecutionMode.CONCURRENT)
class MeteredCallTest {
  private static final String ANSWER = "מתי נוח לך? יש מקום ביום שני.";
  private static final String SCRIPT =
      """
      agent says greeting within 20s
      agent says ask_reason within 20s
      caller waits for silence
      caller says reason_appointment
      agent speaks within 20s
      caller waits for silence of 1200ms
      caller hangs up
      """;

  private final DeepgramStub speechToText =
      new DeepgramStub(AgentHarness.clips(), AgentHarness.KEY);
  private final AnthropicStub anthropic =
      new AnthropicStub(AgentHarness.KEY, (_, _, _) -> ModelReply.words(ANSWER));
  private final OpenAiChatStub openAi =
      new OpenAiChatStub(AgentHarness.KEY, (_, _, _) -> ModelReply.words(ANSWER));
  private final AzureVoiceStub voice = new AzureVoiceStub();
  private final OpenAiRealtimeStub realtime = new OpenAiRealtimeStub(AgentHarness.KEY);

  @TempDir private Path data;

  @AfterEach
  void close() {
    List.of(speechToText, anthropic, openAi, voice, realtime).forEach(stub -> stub.close());
  }

  @Test
  void a_cascade_has_a_row_for_each_provider_with_its_units() throws Exception {
    anthropic.start();
    List<ProviderUsage> used = call(cascade(at("anthropic", URI.create(anthropic.url() + "/v1"))));

    assertThat(used)
        .extracting(ProviderUsage::job, ProviderUsage::provider, ProviderUsage::model)
        .containsExactly(
            tuple(UsageJob.LLM, "anthropic", "a-model"),
            tuple(UsageJob.STT, "deepgram", "a-model"),
            tuple(UsageJob.TELEPHONY, "twilio", "media-stream"),
            tuple(UsageJob.TTS, "azure", "a-model"));
    UsageUnits llm = units(used, UsageJob.LLM);
    assertThat(llm.textIn()).isEqualTo(25 * llm.requests());
    assertThat(llm.textOut()).isEqualTo(15 * llm.requests());
    assertThat(used).noneMatch(ProviderUsage::estimated);
    UsageUnits tts = units(used, UsageJob.TTS);
    assertThat(tts.characters()).isBetween(ANSWER.length() - 2L, ANSWER.length() + 10L);
    assertThat(tts.audio()).isGreaterThan(Duration.ofMillis(500));
    Duration line = units(used, UsageJob.TELEPHONY).audio();
    assertThat(units(used, UsageJob.STT).audio())
        .isBetween(Duration.ofSeconds(2), line.plusSeconds(1));
  }

  @Test
  void tokens_that_a_server_does_not_tell_are_estimated_and_marked() throws Exception {
    openAi.start();
    List<ProviderUsage> used = call(cascade(at("openai", URI.create(openAi.url() + "/v1"))));

    assertThat(used)
        .filteredOn(ProviderUsage::estimated)
        .singleElement()
        .satisfies(
            usage -> {
              assertThat(usage.job()).isEqualTo(UsageJob.LLM);
              assertThat(usage.units().textIn()).isGreaterThan(100);
              assertThat(usage.units().textOut()).isBetween(5L, 60L);
            });
  }

  @Test
  void a_realtime_model_has_the_tokens_that_it_tells_and_its_time() throws Exception {
    realtime.hearsBy(AgentHarness.clips()::words);
    realtime.thinksBy(_ -> Reply.says("מתי נוח לך?"));
    realtime.start();
    List<ProviderUsage> used =
        call(
            new ProviderSelection(
                List.of(at("openai-realtime", URI.create(realtime.socketUrl() + "/v1"))),
                List.of(),
                List.of(),
                List.of()));

    UsageUnits units = units(used, UsageJob.REALTIME);
    long answers = units.textOut() / 12;
    assertThat(answers).isPositive();
    assertThat(units.textIn()).isEqualTo(80 * answers);
    assertThat(units.textCached()).isEqualTo(20 * answers);
    assertThat(units.audioCached()).isEqualTo(10 * answers);
    assertThat(units.audioIn()).isGreaterThanOrEqualTo(40 * answers);
    assertThat(units.audioOut()).isGreaterThanOrEqualTo(30 * answers);
    assertThat(units.audio()).isGreaterThan(Duration.ofSeconds(2));
    assertThat(used).noneMatch(usage -> usage.job() == UsageJob.LLM);
  }

  private List<ProviderUsage> call(ProviderSelection providers) throws Exception {
    try (AgentHarness harness = AgentHarness.open(data, providers, AgentHarness.NO_FILLER)) {
      CallReport report = harness.call(SCRIPT);
      assertThat(report.failures()).isEmpty();
      return harness.usage(report);
    }
  }

  private ProviderSelection cascade(ProviderSettings languageModel) {
    speechToText.start();
    voice.start();
    return new ProviderSelection(
        List.of(),
        List.of(at("deepgram", speechToText.socketUrl())),
        List.of(languageModel),
        List.of(at("azure", voice.url())));
  }

  private static ProviderSettings at(String provider, URI url) {
    return AgentHarness.at(provider, url, AgentHarness.LONG);
  }

  private static UsageUnits units(List<ProviderUsage> used, UsageJob job) {
    return used.stream()
        .filter(usage -> usage.job() == job)
        .map(ProviderUsage::units)
        .reduce(UsageUnits.NONE, UsageUnits::plus);
  }
}
