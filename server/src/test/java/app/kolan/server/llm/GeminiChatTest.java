package app.kolan.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.llm.ChatStream.Piece;
import app.kolan.server.settings.Secret;
import app.kolan.server.tool.ToolCall;
import app.kolan.stubs.llm.ChatTurn;
import app.kolan.stubs.llm.GeminiStub;
import app.kolan.stubs.llm.LanguageModelStub;
import app.kolan.stubs.llm.ModelReply;
import app.kolan.stubs.llm.StubModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class GeminiChatTest extends ChatContract {
  @Override
  LanguageModelStub stub(String key, StubModel stubModel) {
    return new GeminiStub(key, stubModel);
  }

  @Override
  String provider() {
    return "gemini";
  }

  @Override
  String path() {
    return "/v1beta";
  }

  @Override
  String model() {
    return "gemini-3.5-flash-lite";
  }

  @Test
  void a_use_is_sent_back_with_its_signature() throws Exception {
    ((GeminiStub) stub).identifyNoUses();
    answerWith(
        (_, turns, _) ->
            turns.getLast() instanceof ChatTurn.FromUser
                ? ModelReply.use("opening_hours", "{}").andUse("take_message", "{\"name\":\"a\"}")
                : ModelReply.words("ok"));
    ProviderLanguageModel languageModel = languageModel(LONG, new Secret(KEY));

    List<Piece> pieces = drain(languageModel.chat(talk()));
    ToolCall first = use(pieces, 0);
    ToolCall second = use(pieces, 1);
    List<Piece> next =
        drain(
            languageModel.chat(
                talk(
                    new Message.Uses(List.of(first, second)),
                    new Message.Outcome(first.id(), first.name(), "a"),
                    new Message.Outcome(second.id(), second.name(), "b"))));

    assertThat(first.id()).isNotBlank().isNotEqualTo(second.id());
    assertThat(words(next)).isEqualTo("ok");
    JsonNode parts =
        new ObjectMapper()
            .readTree(stub.requests().getLast().text())
            .path("contents")
            .path(1)
            .path("parts");
    assertThat(parts.path(0).path("thoughtSignature").asText()).startsWith("c2ln");
    assertThat(parts.path(1).has("thoughtSignature")).isFalse();
  }

  @Test
  void the_level_of_thinking_fits_the_model() throws Exception {
    drain(ask(LONG, talk()));

    JsonNode request = new ObjectMapper().readTree(stub.requests().getFirst().text());
    assertThat(request.at("/generationConfig/thinkingConfig/thinkingLevel").asText())
        .isEqualTo("minimal");
  }
}
