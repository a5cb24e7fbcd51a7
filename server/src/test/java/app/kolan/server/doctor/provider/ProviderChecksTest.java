package app.kolan.server.doctor.provider;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.doctor.Diagnosis;
import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.Section;
import app.kolan.server.provider.ApiKey;
import app.kolan.server.provider.LineUp;
import app.kolan.server.provider.Patience;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.vendors.Ailment;
import app.kolan.vendors.mind.Reply;
import app.kolan.vendors.mind.StandInOpenAiChat;
import app.kolan.vendors.realtime.StandInOpenAiRealtime;
import app.kolan.vendors.recogniser.StandInDeepgram;
import app.kolan.vendors.sound.KnownClips;
import app.kolan.vendors.voice.StandInAzureVoice;
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

  private final StandInDeepgram recogniser = new StandInDeepgram(new KnownClips(), KEY);
  private final StandInOpenAiChat mind =
      new StandInOpenAiChat(KEY, (_, _, _) -> Reply.words("שלום"));
  private final StandInAzureVoice voice = new StandInAzureVoice();
  private final StandInOpenAiRealtime model = new StandInOpenAiRealtime(KEY);

  @BeforeEach
  void open() {
    recogniser.start();
    mind.start();
    voice.start();
    model.start();
  }

  @AfterEach
  void close() {
    recogniser.close();
    mind.close();
    voice.close();
    model.close();
  }

  @Test
  void providers_that_are_well_are_told_with_their_figures() throws Exception {
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
  void what_is_wrong_with_a_provider_is_told_with_its_remedy() throws Exception {
    mind.fallIll(Ailment.KEY_REFUSED);
    voice.fallIll(Ailment.UNREACHABLE);
    model.fallIll(Ailment.LIMITED);
    recogniser.fallIll(Ailment.REQUEST_REFUSED);

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
    var examination = new Examination(EnumSet.of(Section.PROVIDERS));
    ProviderChecks.plan(
        examination,
        new LineUp(
            List.of(at("openai-realtime", URI.create(model.socketUrl() + "/v1"))),
            List.of(at("deepgram", recogniser.socketUrl())),
            List.of(at("openai", URI.create(mind.url() + "/v1"))),
            List.of(at("azure", voice.url()))));
    Diagnosis diagnosis = examination.run(Examination.Listener.NOBODY);
    return diagnosis.findings().stream().map(Diagnosis.Seen::finding).toList();
  }

  private static ProviderSettings at(String provider, URI url) {
    return new ProviderSettings(
        provider, url, new ApiKey(KEY), "a-model", "a-voice", "he-IL", Patience.USUAL);
  }
}
