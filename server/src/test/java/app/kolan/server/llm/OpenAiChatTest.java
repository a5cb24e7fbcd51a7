package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.settings.Secret;
import app.kolan.stubs.llm.LanguageModelStub;
import app.kolan.stubs.llm.OpenAiChatStub;
import app.kolan.stubs.llm.StubModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class OpenAiChatTest extends ChatContract {
  @Override
  LanguageModelStub stub(String key, StubModel stubModel) {
    return new OpenAiChatStub(key, stubModel);
  }

  @Override
  String provider() {
    return "openai";
  }

  @Override
  String path() {
    return "/v1";
  }

  @Override
  String model() {
    return "gpt-6-luna";
  }

  @Test
  void what_some_servers_refuse_is_not_asked() throws Exception {
    drain(ask(LONG, talk()));

    JsonNode request = new ObjectMapper().readTree(stub.requests().getFirst().text());
    assertThat(request.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("model", "messages", "stream", "tools", "reasoning_effort");
    assertThat(request.path("reasoning_effort").asText()).isEqualTo("none");
  }

  @Test
  void manners_are_told_to_those_who_take_them() throws Exception {
    var settings = settings(LONG, new Secret(KEY), "qwen");

    drain(LanguageModels.open(settings, new GenerationOptions(200, 0.3, null), http).chat(talk()));

    JsonNode request = new ObjectMapper().readTree(stub.requests().getFirst().text());
    assertThat(request.path("max_tokens").asInt()).isEqualTo(200);
    assertThat(request.path("temperature").asDouble()).isEqualTo(0.3);
    assertThat(request.has("reasoning_effort")).isFalse();
  }
}
