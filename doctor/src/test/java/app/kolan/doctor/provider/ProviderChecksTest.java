package app.kolan.doctor.provider;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Section;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.stubs.FailureMode;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.realtime.OpenAiRealtimeStub;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.DeepgramStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class ProviderChecksTest {
  private static final String KEY = "stand-in-key";

  private final DeepgramStub speechToText = new DeepgramStub(new KnownClips(), KEY);
  private final OpenAiChatStub languageModel =
      new OpenAiChatStub(KEY, (_, _, _) -> ModelReply.words("שלום"));
  private final AzureVoiceStub voice = new AzureVoiceStub();
  private final OpenAiRealtimeStub model = new OpenAiRealtimeStub(KEY);

  @BeforeEach
  void open() {
    speechToText.start();
    languageModel.start();
    voice.start();
    model.start();
  }

  @AfterEach
  void close() {
    speechToText.close();
    languageModel.close();
    voice.close();
    model.close();
  }

  @Test
  void healthy_providers_are_reported_with_their_figures() throws Exception {
    assertThat(findings())
        .hasSize(4)
        .allSatisfy(finding -> assertThat(finding.level()).isNotEqualTo(Finding.Level.BROKEN))
        .extracting(Finding::what)
        .anyMatch(what -> what.startsWith("the voice azure has said"))
        .anyMatch(what -> what.startsWith("the mind openai has answered 4 letters"))
        .anyMatch(what -> what.startsWith("the recogniser deepgram has listened"))
        .anyMatch(what -> what.startsWith("the speech model openai-realtime is ready"));
  }

  @Test
  void a_failing_provider_is_reported_with_its_remedy() throws Exception {
    languageModel.failWith(FailureMode.KEY_REFUSED);
    voice.failWith(FailureMode.UNREACHABLE);
    model.failWith(FailureMode.LIMITED);
    speechToText.failWith(FailureMode.REQUEST_REFUSED);

    List<Finding> findings = findings();

    assertThat(findings).extracting(Finding::level).containsOnly(Finding.Level.BROKEN);
    assertThat(findings)
        .extracting(finding -> finding.cure().orElseThrow())
        .anyMatch(cure -> cure.contains("Check the key of openai"))
        .anyMatch(cure -> cure.contains("Check the address http://127.0.0.1"))
        .anyMatch(cure -> cure.contains("quota"))
        .anyMatch(cure -> cure.contains("Check the model “a-model”"));
    assertThat(findings.toString()).doesNotContain(KEY);
  }

  private List<Finding> findings() throws InterruptedException {
    var examination = new CheckRunner(EnumSet.of(Section.PROVIDERS));
    ProviderChecks.plan(
        examination,
        new ProviderSelection(
            List.of(at("openai-realtime", URI.create(model.socketUrl() + "/v1"))),
            List.of(at("deepgram", speechToText.socketUrl())),
            List.of(at("openai", URI.create(languageModel.url() + "/v1"))),
            List.of(at("azure", voice.url()))));
    Diagnosis diagnosis = examination.run(CheckRunner.Listener.NOBODY);
    return diagnosis.findings().stream().map(Diagnosis.Seen::finding).toList();
  }

  private static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new Secret(KEY), "a-model", "a-voice", "he-IL", ProviderTimeouts.USUAL);
  }
}
