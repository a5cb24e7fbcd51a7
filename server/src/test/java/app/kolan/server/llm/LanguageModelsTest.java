package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderEntry;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.settings.Secret;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class LanguageModelsTest {
  private final ProviderHttp http = new ProviderHttp();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void every_mind_of_the_catalogue_opens_and_reads_its_sample() throws Exception {
    for (ProviderEntry entry : LanguageModels.catalogue().entries()) {
      ProviderLanguageModel languageModel =
          LanguageModels.open(settings(entry.provider(), entry.url(), entry.model()), http);

      assertThat(languageModel.provider()).isEqualTo(entry.provider());
      languageModel.warmUp();
    }
    assertThat(LanguageModels.catalogue().names())
        .containsExactly("openai", "anthropic", "gemini", "ollama");
  }

  @Test
  void an_unknown_mind_is_named() {
    assertThatThrownBy(
            () -> LanguageModels.open(settings("nobody", "http://127.0.0.1:1", "m"), http))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody")
        .hasMessageNotContaining("SECRET");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-6-luna, none",
    "openai, openai/gpt-5.6-luna, none",
    "openai, gpt-5-mini, minimal",
    "openai, gpt-4.1-mini,",
    "openai, meta-llama/llama-4,",
    "anthropic, claude-haiku-5-5, none",
    "anthropic, claude-haiku-4-5-20251001,",
    "anthropic, claude-opus-5-5,",
    "gemini, gemini-2.5-flash-lite, none",
    "gemini, gemini-3.5-flash-lite, minimal",
    "gemini, gemini-3-flash-preview, minimal",
    "gemini, gemini-3.8-flash, low",
    "gemini, gemini-3.1-pro-preview, low",
    "ollama, qwen3:8b, none"
  })
  void models_think_as_briefly_as_they_can(String provider, String model, @Nullable String effort) {
    assertThat(ReasoningEfforts.read().of(provider, model)).isEqualTo(effort);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"overloaded_error\"}|OVERLOADED",
        "{\"type\":\"rate_limit_error\"}|LIMITED",
        "{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}|LIMITED",
        "{\"code\":503,\"status\":\"UNAVAILABLE\"}|OVERLOADED",
        "{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}|LIMITED",
        "{\"type\":\"authentication_error\"}|KEY_REFUSED",
        "{\"type\":\"invalid_request_error\",\"code\":null}|REQUEST_REFUSED",
        "{\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}|KEY_REFUSED",
        "{\"type\":\"timeout_error\"}|TOO_SLOW",
        "\"something\"|OVERLOADED",
        "{}|OVERLOADED"
      })
  void an_error_in_an_answer_has_its_kind(String error, FailureKind kind) throws Exception {
    assertThat(StreamErrorKinds.of(new ObjectMapper().readTree(error))).isEqualTo(kind);
  }

  private static ProviderSettings settings(String provider, String url, String model) {
    return new ProviderSettings(
        provider,
        URI.create(url),
        new Secret("SECRET"),
        model,
        "",
        "he-IL",
        ProviderTimeouts.USUAL);
  }
}
