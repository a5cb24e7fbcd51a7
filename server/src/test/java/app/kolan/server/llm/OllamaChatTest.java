package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.stubs.llm.LanguageModelStub;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.OllamaStub;
import app.kolan.stubs.llm.StubModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class OllamaChatTest extends ChatContract {
  @Override
  LanguageModelStub stub(String key, StubModel stubModel) {
    return new OllamaStub(key, stubModel);
  }

  @Override
  String provider() {
    return "ollama";
  }

  @Override
  String path() {
    return "";
  }

  @Override
  String model() {
    return "qwen3:8b";
  }

  @Test
  void uses_without_numbers_are_told_apart() throws Exception {
    ((OllamaStub) stub).beOld();
    answerWith(
        (_, _, _) ->
            ModelReply.use("opening_hours", "{\"day\":1}")
                .andUse("take_message", "{\"name\":\"a\"}"));

    List<Piece> pieces = drain(ask(LONG, talk()));

    assertThat(use(pieces, 0).arguments()).isEqualTo("{\"day\":1}");
    assertThat(use(pieces, 1).name()).isEqualTo("take_message");
    assertThat(use(pieces, 0).id()).isNotEqualTo(use(pieces, 1).id());
  }

  @Test
  void the_model_is_kept_from_thinking() throws Exception {
    drain(ask(LONG, talk()));

    JsonNode request = new ObjectMapper().readTree(stub.requests().getFirst().text());
    assertThat(request.path("think").isBoolean()).isTrue();
    assertThat(request.path("think").asBoolean()).isFalse();
  }
}
