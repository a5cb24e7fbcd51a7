package app.kolan.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ProviderSelectionReaderTest {
  private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> file = new HashMap<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void without_a_mind_nobody_is_chosen() {
    environment.put("OPENAI_API_KEY", "sk-1");

    assertThat(read()).isEqualTo(ProviderSelection.NONE);
    assertThat(problems).isEmpty();
  }

  @Test
  void a_key_and_a_mind_are_enough() {
    texts.put(Setting.MIND, "openai");
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
  void the_address_of_a_local_model_is_enough() {
    texts.put(Setting.MIND, "openai/dictalm");
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
  void several_are_tried_in_their_order_with_models_and_voices() {
    texts.put(Setting.MIND, "anthropic/claude-x, ollama/llama3:8b, scripted");
    texts.put(Setting.RECOGNISER, "deepgram/nova-9,soniox");
    texts.put(Setting.VOICE, "azure@he-IL-AvriNeural, espeak");
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
  void a_speech_model_needs_nobody_else() {
    texts.put(Setting.MIND, "openai-realtime@cedar");
    environment.put("OPENAI_API_KEY", "sk-1");

    ProviderSelection providers = read();

    assertThat(problems).isEmpty();
    assertThat(providers.speechModels().getFirst().voice()).isEqualTo("cedar");
    assertThat(providers.languageModels()).isEmpty();
    assertThat(providers.voices()).isEmpty();
  }

  @Test
  void a_key_may_stand_in_a_file(@TempDir Path folder) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "from a file\n");
    texts.put(Setting.MIND, "openai");
    environment.put("OPENAI_API_KEY_FILE", key.toString());

    assertThat(read().languageModels().getFirst().keyValue()).isEqualTo("from a file");
    assertThat(problems).isEmpty();
  }

  @Test
  void the_settings_file_knows_providers_too() {
    texts.put(Setting.MIND, "openai");
    file.put("openai.key", "k");
    file.put("openai.url", "https://models.example.com/v1");

    assertThat(read().languageModels().getFirst().url())
        .isEqualTo(URI.create("https://models.example.com/v1"));
    assertThat(problems).isEmpty();
  }

  @Test
  void what_is_missing_is_named_with_its_remedy() {
    texts.put(Setting.MIND, "antropic, gemini");
    texts.put(Setting.VOICE, "azure");

    read();

    assertThat(problems).extracting(ConfigProblem::key).contains("KOLAN_MIND", "GEMINI_API_KEY");
    assertThat(problems.getFirst().remedy()).contains("did you mean anthropic?");
    assertThat(problems).extracting(ConfigProblem::key).contains("AZURE_SPEECH_KEY");
  }

  @Test
  void a_mind_that_nobody_hears_for_is_a_problem() {
    texts.put(Setting.MIND, "ollama");

    read();

    assertThat(problems).extracting(ConfigProblem::key).containsExactly("KOLAN_RECOGNISER");
  }

  private ProviderSelection read() {
    return ProviderSelectionReader.read(
        setting -> Optional.ofNullable(texts.get(setting)), environment, file, problems::add);
  }
}
