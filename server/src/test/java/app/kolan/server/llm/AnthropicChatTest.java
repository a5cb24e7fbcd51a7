package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.Secret;
import app.kolan.stubs.llm.AnthropicStub;
import app.kolan.stubs.llm.LanguageModelStub;
import app.kolan.stubs.llm.StubModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class AnthropicChatTest extends ChatContract {
  @Override
  LanguageModelStub stub(String key, StubModel stubModel) {
    return new AnthropicStub(key, stubModel);
  }

  @Override
  String provider() {
    return "anthropic";
  }

  @Override
  String path() {
    return "/v1";
  }

  @Override
  String model() {
    return "claude-haiku-5-5";
  }

  @Test
  void the_model_is_kept_from_thinking_and_has_a_bound() throws Exception {
    drain(ask(LONG, talk()));

    JsonNode request = new ObjectMapper().readTree(stub.requests().getFirst().text());
    assertThat(request.path("thinking").path("type").asText()).isEqualTo("disabled");
    assertThat(request.path("max_tokens").asInt()).isPositive();
  }

  @Test
  void an_effort_that_is_set_is_told() throws Exception {
    var settings = settings(LONG, new Secret(KEY), "claude-sonnet-5-5");

    drain(
        LanguageModels.open(settings, new GenerationOptions(300, null, "low"), http).chat(talk()));

    JsonNode request = new ObjectMapper().readTree(stub.requests().getFirst().text());
    assertThat(request.path("output_config").path("effort").asText()).isEqualTo("low");
    assertThat(request.path("max_tokens").asInt()).isEqualTo(300);
    assertThat(request.has("thinking")).isFalse();
  }
}
