package app.kolan.server.agent;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.prompts.CallerClips;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.settings.Secret;
import app.kolan.simulator.CallReport;
import app.kolan.stubs.StubRequest;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.llm.StubModel;
import app.kolan.stubs.sound.KnownClips;
import app.kolan.stubs.stt.SonioxStub;
import app.kolan.stubs.tts.AzureVoiceStub;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Callers of other languages, with stand-ins; answers are asked for early here, too.
@Tag("socket")
class LanguagesCallTest {
  private static final String RUSSIAN = "Здравствуйте, я хочу записаться к врачу на завтра";
  private static final String ARABIC = "مرحبا، أريد موعدا غدا";
  private static final String IN_RUSSIAN = "Хорошо. Завтра в 9 есть время.";
  private static final String IN_ARABIC = "حسنا. غدا في الساعة 9 يوجد موعد.";

  private static final StubModel MODEL =
      (_, turns, _) -> {
        String last = turns.getLast() instanceof ChatTurn.FromUser(var words) ? words : "";
        return ModelReply.words(
            last.contains("врачу") ? IN_RUSSIAN : last.contains("موعدا") ? IN_ARABIC : "מה עוד?");
      };

  @TempDir private Path data;

  @Test
  void a_russian_and_an_arabic_caller_are_answered_in_their_languages() throws Exception {
    CallerClips shipped = CallerClips.shipped();
    var clips = new KnownClips();
    clips.knows(shipped.audio("reason_appointment"), RUSSIAN);
    clips.knows(shipped.audio("reason_short"), ARABIC);
    try (var speechToText = new SonioxStub(clips, AgentHarness.KEY);
        var model = new OpenAiChatStub(AgentHarness.KEY, MODEL);
        var voices = new AzureVoiceStub()) {
      speechToText.start();
      model.start();
      voices.start();
      var providers =
          new ProviderSelection(
              List.of(),
              List.of(
                  at("soniox", speechToText.socketUrl(), "", "he-IL").hearing(List.of("ru", "ar"))),
              List.of(at("openai", URI.create(model.url() + "/v1"), "", "he-IL")),
              List.of(at("azure", voices.url(), "he-IL-HilaNeural", "he-IL")),
              List.of(
                  at("azure", voices.url(), "ru-RU-SvetlanaNeural", "ru-RU"),
                  at("azure", voices.url(), "ar-EG-SalmaNeural", "ar-EG")));
      try (AgentHarness harness =
          AgentHarness.open(data, providers, AgentHarness.NO_FILLER.preemptive(true))) {
        for (String reason : List.of("reason_appointment", "reason_short")) {
          CallReport report =
              harness.call(
                  """
                  agent says greeting within 20s
                  agent says ask_reason within 20s
                  caller waits for silence
                  caller says %s
                  agent speaks within 20s
                  caller waits for silence of 1200ms
                  caller hangs up
                  """
                      .formatted(reason));
          assertThat(report.failures()).as(report.printout()).isEmpty();
        }
      }
      assertThat(model.requests())
          .anyMatch(
              asked -> text(asked).contains("a caller who speaks Russian or Arabic is answered"));
      assertThat(voices.requests())
          .anyMatch(asked -> isBy("ru-RU", "ru-RU-SvetlanaNeural", "Завтра в 9", text(asked)))
          .anyMatch(asked -> isBy("ar-EG", "ar-EG-SalmaNeural", "غدا في الساعة 9", text(asked)))
          .noneMatch(asked -> text(asked).contains("HilaNeural"));
    }
  }

  private static String text(StubRequest request) {
    return new String(request.bytes(), StandardCharsets.UTF_8);
  }

  private static boolean isBy(String language, String voice, String words, String request) {
    return request.contains("xml:lang=\"" + language)
        && request.contains(voice)
        && request.contains(words);
  }

  private static ProviderSettings at(String provider, URI url, String voice, String language) {
    return new ProviderSettings(
        provider,
        url,
        new Secret(AgentHarness.KEY),
        "a-model",
        voice,
        language,
        ProviderTimeouts.USUAL);
  }
}
