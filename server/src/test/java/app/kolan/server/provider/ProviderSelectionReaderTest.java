package app.kolan.server.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.SettingsSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ProviderSelectionReaderTest {
  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path folder;
  private String yaml = "";
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void without_a_mind_nobody_is_chosen() throws IOException {
    environment.put("OPENAI_API_KEY", "sk-1");

    assertThat(read()).isEqualTo(ProviderSelection.NONE);
    assertThat(problems).isEmpty();
  }

  @Test
  void a_key_and_a_mind_are_enough() throws IOException {
    environment.put("KOLAN_MIND", "openai");
    environment.put("OPENAI_API_KEY", "sk-1");

    ProviderSelection providers = read();

    assertThat(problems).isEmpty();
    assertThat(providers.languageModels())
        .extracting(ProviderSettings::provider)
        .containsExactly("openai");
    assertThat(providers.speechToTexts())
        .extracting(ProviderSettings::provider)
        .containsExactly("openai");
    assertThat(providers.voices()).extracting(ProviderSettings::provider).containsExactly("openai");
    assertThat(providers.languageModels().getFirst().keyValue()).isEqualTo("sk-1");
    assertThat(providers.toString()).doesNotContain("sk-1");
  }

  @Test
  void callers_of_other_languages_have_voices_of_their_own_and_are_heard() throws IOException {
    environment.put("KOLAN_MIND", "openai");
    environment.put("OPENAI_API_KEY", "sk-1");
    environment.put("KOLAN_RECOGNISER", "openai-files");
    environment.put("KOLAN_VOICES_BY_LANGUAGE", "ru-RU=openai@nova, ar=espeak@ar");

    ProviderSelection providers = read();

    assertThat(problems).isEmpty();
    assertThat(providers.otherVoices())
        .extracting(ProviderSettings::language, ProviderSettings::provider, ProviderSettings::voice)
        .containsExactly(tuple("ru-RU", "openai", "nova"), tuple("ar", "espeak", "ar"));
    assertThat(providers.otherLanguages())
        .containsExactly(WrittenLanguage.RUSSIAN, WrittenLanguage.ARABIC);
    assertThat(providers.speechToTexts().getFirst().languages()).containsExactly("he", "ru", "ar");
  }

  @Test
  void a_voice_of_another_language_has_a_known_language_of_its_own() throws IOException {
    environment.put("KOLAN_MIND", "openai");
    environment.put("OPENAI_API_KEY", "sk-1");
    environment.put(
        "KOLAN_VOICES_BY_LANGUAGE", "de=espeak@de, he=espeak@he, ru=espeak, ar, en=espeak@en");

    ProviderSelection providers = read();

    assertThat(problems).hasSize(4);
    assertThat(providers.otherVoices())
        .extracting(ProviderSettings::language)
        .containsExactly("en");
  }

  @Test
  void the_address_of_a_local_model_is_enough() throws IOException {
    environment.put("KOLAN_MIND", "openai/dictalm");
    environment.put("KOLAN_OPENAI_URL", "http://127.0.0.1:8000/v1/");

    ProviderSelection providers = read();

    assertThat(problems).isEmpty();
    assertThat(providers.languageModels().getFirst().url())
        .isEqualTo(URI.create("http://127.0.0.1:8000/v1"));
    assertThat(providers.languageModels().getFirst().model()).isEqualTo("dictalm");
    assertThat(providers.languageModels().getFirst().key()).isNull();
    assertThat(providers.speechToTexts())
        .extracting(ProviderSettings::provider)
        .containsExactly("openai-files");
    assertThat(providers.speechToTexts().getFirst().url())
        .isEqualTo(URI.create("http://127.0.0.1:8000/v1"));
    assertThat(providers.voices()).extracting(ProviderSettings::provider).containsExactly("openai");
  }

  @Test
  void several_are_tried_in_their_order_with_models_and_voices() throws IOException {
    environment.put("KOLAN_MIND", "anthropic/claude-x, ollama/llama3:8b, scripted");
    environment.put("KOLAN_RECOGNISER", "deepgram/nova-9,soniox");
    environment.put("KOLAN_VOICE", "azure@he-IL-AvriNeural, espeak");
    environment.put("ANTHROPIC_API_KEY", "a");
    environment.put("DEEPGRAM_API_KEY", "d");
    environment.put("SONIOX_API_KEY", "s");
    environment.put("AZURE_SPEECH_KEY", "z");

    ProviderSelection providers = read();

    assertThat(problems).isEmpty();
    assertThat(providers.languageModels())
        .extracting(ProviderSettings::model)
        .containsExactly("claude-x", "llama3:8b");
    assertThat(providers.speechToTexts())
        .extracting(ProviderSettings::provider)
        .containsExactly("deepgram", "soniox");
    assertThat(providers.speechToTexts().getFirst().model()).isEqualTo("nova-9");
    assertThat(providers.voices().getFirst().voice()).isEqualTo("he-IL-AvriNeural");
  }

  @Test
  void a_speech_model_needs_nobody_else() throws IOException {
    environment.put("KOLAN_MIND", "openai-realtime@cedar");
    environment.put("OPENAI_API_KEY", "sk-1");

    ProviderSelection providers = read();

    assertThat(problems).isEmpty();
    assertThat(providers.speechModels().getFirst().voice()).isEqualTo("cedar");
    assertThat(providers.languageModels()).isEmpty();
    assertThat(providers.voices()).isEmpty();
  }

  @Test
  void a_key_may_stand_in_a_file() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "from a file\n");
    environment.put("KOLAN_MIND", "openai");
    environment.put("OPENAI_API_KEY_FILE", key.toString());

    assertThat(read().languageModels().getFirst().keyValue()).isEqualTo("from a file");
    assertThat(problems).isEmpty();
  }

  @Test
  void the_settings_file_knows_providers_too() throws IOException {
    environment.put("KOLAN_MIND", "openai");
    yaml =
        """
        providers:
          openai:
            key: k
            url: https://models.example.com/v1
        """;

    assertThat(read().languageModels().getFirst().url())
        .isEqualTo(URI.create("https://models.example.com/v1"));
    assertThat(problems).isEmpty();
  }

  @Test
  void what_is_missing_is_named_with_its_remedy() throws IOException {
    environment.put("KOLAN_MIND", "antropic, gemini");
    environment.put("KOLAN_VOICE", "azure");

    read();

    assertThat(problems).extracting(ConfigProblem::key).contains("KOLAN_MIND", "GEMINI_API_KEY");
    assertThat(problems.getFirst().remedy()).contains("did you mean anthropic?");
    assertThat(problems).extracting(ConfigProblem::key).contains("AZURE_SPEECH_KEY");
  }

  @Test
  void a_language_model_without_speech_to_text_is_a_problem() throws IOException {
    environment.put("KOLAN_MIND", "ollama");

    read();

    assertThat(problems).extracting(ConfigProblem::key).containsExactly("KOLAN_RECOGNISER");
  }

  private ProviderSelection read() throws IOException {
    SettingsSource source =
        SettingsSource.of(
            environment,
            Files.writeString(folder.resolve("kolan.yaml"), yaml),
            List.of(ProviderSelectionReader.GROUP));
    ProviderSelection providers = ProviderSelectionReader.GROUP.read(source);
    problems.addAll(source.problems());
    return providers;
  }
}
