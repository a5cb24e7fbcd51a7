package app.kolan.server.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.mind.TalkSoFar.Message;
import app.kolan.server.mind.Thought.Piece;
import app.kolan.server.provider.ApiKey;
import app.kolan.server.tool.ToolCall;
import app.kolan.vendors.mind.Brain;
import app.kolan.vendors.mind.ModelStandIn;
import app.kolan.vendors.mind.Reply;
import app.kolan.vendors.mind.StandInGemini;
import app.kolan.vendors.mind.Turn;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
class GeminiMindTest extends MindContract {
  @Override
  ModelStandIn standIn(String key, Brain brain) {
    return new StandInGemini(key, brain);
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
    ((StandInGemini) vendor).identifyNoUses();
    think(
        (_, turns, _) ->
            turns.getLast() instanceof Turn.FromUser
                ? Reply.use("opening_hours", "{}").andUse("take_message", "{\"name\":\"a\"}")
                : Reply.words("ok"));
    ModelMind mind = mind(LONG, new ApiKey(KEY));

    List<Piece> pieces = drain(mind.think(talk()));
    ToolCall first = use(pieces, 0);
    ToolCall second = use(pieces, 1);
    List<Piece> next =
        drain(
            mind.think(
                talk(
                    new Message.Uses(List.of(first, second)),
                    new Message.Outcome(first.id(), first.name(), "a"),
                    new Message.Outcome(second.id(), second.name(), "b"))));

    assertThat(first.id()).isNotBlank().isNotEqualTo(second.id());
    assertThat(words(next)).isEqualTo("ok");
    JsonNode parts =
        new ObjectMapper()
            .readTree(vendor.requests().getLast().text())
            .path("contents")
            .path(1)
            .path("parts");
    assertThat(parts.path(0).path("thoughtSignature").asText()).startsWith("c2ln");
    assertThat(parts.path(1).has("thoughtSignature")).isFalse();
  }

  @Test
  void the_level_of_thinking_fits_the_model() throws Exception {
    drain(ask(LONG, talk()));

    JsonNode request = new ObjectMapper().readTree(vendor.requests().getFirst().text());
    assertThat(request.at("/generationConfig/thinkingConfig/thinkingLevel").asText())
        .isEqualTo("minimal");
  }
}
