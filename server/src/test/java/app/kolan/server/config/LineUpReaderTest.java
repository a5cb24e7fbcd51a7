package app.kolan.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.LineUp;
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
class LineUpReaderTest {
  private final Map<Setting, String> texts = new EnumMap<>(Setting.class);
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> file = new HashMap<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  @Test
  void without_a_mind_nobody_is_chosen() {
    environment.put("OPENAI_API_KEY", "sk-1");

    assertThat(read()).isEqualTo(LineUp.NONE);
    assertThat(problems).isEmpty();
  }

  @Test
  void a_key_and_a_mind_are_enough() {
    texts.put(Setting.MIND, "openai");
    environment.put("OPENAI_API_KEY", "sk-1");

    LineUp lineUp = read();

    assertThat(problems).isEmpty();
    assertThat(lineUp.minds()).extracting(ProviderSettings::provider).containsExactly("openai");
    assertThat(lineUp.recognisers())
        .extracting(ProviderSettings::provider)
        .containsExactly("openai");
    assertThat(lineUp.voices()).extracting(ProviderSettings::provider).containsExactly("openai");
    assertThat(lineUp.minds().getFirst().keyValue()).isEqualTo("sk-1");
    assertThat(lineUp.toString()).doesNotContain("sk-1");
  }

  @Test
  void the_address_of_a_local_model_is_enough() {
    texts.put(Setting.MIND, "openai/dictalm");
    environment.put("KOLAN_OPENAI_URL", "http://127.0.0.1:8000/v1/");

    LineUp lineUp = read();

    assertThat(problems).isEmpty();
    assertThat(lineUp.minds().getFirst().url()).isEqualTo(URI.create("http://127.0.0.1:8000/v1"));
    assertThat(lineUp.minds().getFirst().model()).isEqualTo("dictalm");
    assertThat(lineUp.minds().getFirst().key()).isNull();
    assertThat(lineUp.recognisers())
        .extracting(ProviderSettings::provider)
        .containsExactly("openai-files");
    assertThat(lineUp.recognisers().getFirst().url())
        .isEqualTo(URI.create("http://127.0.0.1:8000/v1"));
    assertThat(lineUp.voices()).extracting(ProviderSettings::provider).containsExactly("openai");
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

    LineUp lineUp = read();

    assertThat(problems).isEmpty();
    assertThat(lineUp.minds())
        .extracting(ProviderSettings::model)
        .containsExactly("claude-x", "llama3:8b");
    assertThat(lineUp.recognisers())
        .extracting(ProviderSettings::provider)
        .containsExactly("deepgram", "soniox");
    assertThat(lineUp.recognisers().getFirst().model()).isEqualTo("nova-9");
    assertThat(lineUp.voices().getFirst().voice()).isEqualTo("he-IL-AvriNeural");
  }

  @Test
  void a_speech_model_needs_nobody_else() {
    texts.put(Setting.MIND, "openai-realtime@cedar");
    environment.put("OPENAI_API_KEY", "sk-1");

    LineUp lineUp = read();

    assertThat(problems).isEmpty();
    assertThat(lineUp.speechModels().getFirst().voice()).isEqualTo("cedar");
    assertThat(lineUp.minds()).isEmpty();
    assertThat(lineUp.voices()).isEmpty();
  }

  @Test
  void a_key_may_stand_in_a_file(@TempDir Path folder) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "from a file\n");
    texts.put(Setting.MIND, "openai");
    environment.put("OPENAI_API_KEY_FILE", key.toString());

    assertThat(read().minds().getFirst().keyValue()).isEqualTo("from a file");
    assertThat(problems).isEmpty();
  }

  @Test
  void the_settings_file_knows_providers_too() {
    texts.put(Setting.MIND, "openai");
    file.put("openai.key", "k");
    file.put("openai.url", "https://models.example.com/v1");

    assertThat(read().minds().getFirst().url())
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

  private LineUp read() {
    return LineUpReader.read(
        setting -> Optional.ofNullable(texts.get(setting)), environment, file, problems::add);
  }
}
