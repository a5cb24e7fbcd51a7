package app.kolan.stubs.llm;

import app.kolan.stubs.StubRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Anthropic's Messages API, streamed: `POST /v1/messages`. As strict as its newest models, which
/// reject a prefilled response and a temperature.
///
/// See https://platform.claude.com/docs/en/api/messages
public final class AnthropicStub extends LanguageModelStub {
  private static final String INVALID = "invalid_request_error";

  private final String key;

  public AnthropicStub(String key, StubModel stubModel) {
    super(stubModel);
    this.key = key;
  }

  @Override
  Question read(StubRequest request) throws Refused {
    if (!request.method().equals("POST") || !request.path().endsWith("/v1/messages")) {
      throw new Refused(404, "not_found_error", "Not found");
    }
    if (!request.header("x-api-key").equals(key)) {
      throw new Refused(401, "authentication_error", "invalid x-api-key");
    }
    require(
        request.header("anthropic-version").equals("2023-06-01"),
        INVALID,
        "anthropic-version: header is required");
    JsonNode body = json(request.text());
    String model = body.path("model").asText();
    require(!model.isEmpty(), INVALID, "model: Field required");
    if (model.equals("no-such-model")) {
      throw new Refused(404, "not_found_error", "model: no-such-model");
    }
    require(body.path("max_tokens").asInt() > 0, INVALID, "max_tokens: Field required");
    require(body.path("stream").asBoolean(), INVALID, "this stand-in only streams");
    require(!body.has("temperature"), INVALID, "temperature is not supported for this model");
    String thinking = body.path("thinking").path("type").asText("adaptive");
    require(
        thinking.equals("adaptive") || thinking.equals("disabled"),
        INVALID,
        "thinking.type is not supported for this model");
    return question(model, instructions(body.path("system")), body);
  }

  private static String instructions(JsonNode system) throws Refused {
    if (system.isTextual()) {
      return system.asText();
    }
    var instructions = new StringBuilder();
    for (JsonNode block : system) {
      require(!block.path("text").asText().isBlank(), INVALID, "system: text must be non-empty");
      instructions.append(block.path("text").asText());
    }
    return instructions.toString();
  }

  private static Question question(String model, String instructions, JsonNode body)
      throws Refused {
    var turns = new ArrayList<ChatTurn>();
    Map<String, String> waiting = new LinkedHashMap<>();
    String expected = "user";
    require(!body.path("messages").isEmpty(), INVALID, "messages: at least one is required");
    for (JsonNode message : body.path("messages")) {
      String role = message.path("role").asText();
      require(role.equals(expected), INVALID, "messages: roles must alternate");
      if (role.equals("user")) {
        readUser(message.path("content"), waiting, turns);
      } else {
        readAssistant(message.path("content"), waiting, turns);
      }
      expected = role.equals("user") ? "assistant" : "user";
    }
    require(
        expected.equals("assistant"),
        INVALID,
        "This model does not support assistant message prefill");
    var tools = new ArrayList<OfferedTool>();
    for (JsonNode tool : body.path("tools")) {
      require(
          tool.path("name").asText().matches("[a-zA-Z0-9_-]{1,128}")
              && tool.path("input_schema").path("type").asText().equals("object"),
          INVALID,
          "tools.0.input_schema.type: Field required");
      tools.add(OfferedTool.of(tool.path("name").asText(), tool.path("input_schema")));
    }
    return new Question(model, instructions, turns, tools);
  }

  private static void readUser(JsonNode content, Map<String, String> waiting, List<ChatTurn> turns)
      throws Refused {
    require(!content.isEmpty(), INVALID, "messages: all must have non-empty content");
    for (JsonNode block : content) {
      switch (block.path("type").asText()) {
        case "tool_result" -> {
          String tool = waiting.remove(block.path("tool_use_id").asText());
          require(tool != null, INVALID, "unexpected `tool_use_id` found in `tool_result` blocks");
          JsonNode result = block.path("content");
          turns.add(
              new ChatTurn.Outcome(
                  String.valueOf(tool),
                  result.isArray() ? result.path(0).path("text").asText() : result.asText()));
        }
        case "text" -> {
          require(
              waiting.isEmpty(),
              INVALID,
              "`tool_use` ids were found without `tool_result` blocks immediately after");
          String words = block.path("text").asText();
          require(!words.isBlank(), INVALID, "text content blocks must be non-empty");
          turns.add(new ChatTurn.FromUser(words));
        }
        default -> throw new Refused(400, INVALID, "messages: unexpected block");
      }
    }
    require(waiting.isEmpty(), INVALID, "`tool_use` ids were found without `tool_result` blocks");
  }

  private static void readAssistant(
      JsonNode content, Map<String, String> waiting, List<ChatTurn> turns) throws Refused {
    require(!content.isEmpty(), INVALID, "messages: all must have non-empty content");
    for (JsonNode block : content) {
      switch (block.path("type").asText()) {
        case "text" -> {
          require(
              !block.path("text").asText().isBlank(),
              INVALID,
              "text content blocks must be non-empty");
          turns.add(new ChatTurn.FromModel(block.path("text").asText()));
        }
        case "tool_use" -> {
          String id = block.path("id").asText();
          require(
              id.matches("[a-zA-Z0-9_-]+"),
              INVALID,
              "tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
          require(block.path("input").isObject(), INVALID, "tool_use.input: should be an object");
          waiting.put(id, block.path("name").asText());
          turns.add(
              new ChatTurn.Use(id, block.path("name").asText(), block.path("input").toString()));
        }
        default -> throw new Refused(400, INVALID, "messages: unexpected block");
      }
    }
  }

  @Override
  List<String> frames(Question question, ModelReply reply) {
    var frames = new ArrayList<String>();
    frames.add(start(question.model()) + event(object().put("type", "ping")));
    int block = 0;
    boolean inText = false;
    boolean uses = false;
    for (ModelReply.Piece piece : reply.pieces()) {
      switch (piece) {
        case ModelReply.Piece.Words(var text) -> {
          var frame = new StringBuilder();
          if (!inText) {
            frame.append(blockStart(block, object().put("type", "text").put("text", "")));
            inText = true;
          }
          frame.append(delta(block, object().put("type", "text_delta").put("text", text)));
          frames.add(frame.toString());
        }
        case ModelReply.Piece.Use use -> {
          if (inText) {
            frames.add(blockStop(block++));
            inText = false;
          }
          uses = true;
          ObjectNode opened =
              object().put("type", "tool_use").put("id", fresh("toolu_")).put("name", use.tool());
          opened.putObject("input");
          frames.add(blockStart(block, opened));
          String arguments = use.arguments().equals("{}") ? "" : use.arguments();
          for (int at = 0; at < arguments.length(); at += 9) {
            String part = arguments.substring(at, Math.min(at + 9, arguments.length()));
            frames.add(
                delta(block, object().put("type", "input_json_delta").put("partial_json", part)));
          }
          frames.add(blockStop(block++));
        }
      }
    }
    if (inText) {
      frames.add(blockStop(block));
    }
    frames.add(end(uses ? "tool_use" : "end_turn"));
    return frames;
  }

  private String start(String model) {
    ObjectNode start = object().put("type", "message_start");
    ObjectNode message =
        start
            .putObject("message")
            .put("id", fresh("msg_"))
            .put("type", "message")
            .put("role", "assistant")
            .put("model", model)
            .putNull("stop_reason")
            .putNull("stop_sequence");
    message.putArray("content");
    message.putObject("usage").put("input_tokens", 25).put("output_tokens", 1);
    return event(start);
  }

  private static String blockStart(int index, ObjectNode block) {
    ObjectNode start = object().put("type", "content_block_start").put("index", index);
    start.set("content_block", block);
    return event(start);
  }

  private static String delta(int index, ObjectNode delta) {
    ObjectNode event = object().put("type", "content_block_delta").put("index", index);
    event.set("delta", delta);
    return event(event);
  }

  private static String blockStop(int index) {
    return event(object().put("type", "content_block_stop").put("index", index));
  }

  private static String end(String reason) {
    ObjectNode delta = object().put("type", "message_delta");
    delta.putObject("delta").put("stop_reason", reason).putNull("stop_sequence");
    delta.putObject("usage").put("output_tokens", 15);
    return event(delta) + event(object().put("type", "message_stop"));
  }

  private static String event(ObjectNode data) {
    return "event: " + data.path("type").asText() + "\ndata: " + data + "\n\n";
  }

  @Override
  String contentType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  String errorFrame(String type) {
    return "event: error\n" + super.errorFrame(type);
  }

  @Override
  ObjectNode error(int status, String type, String message) {
    ObjectNode error = object().put("type", "error");
    error.putObject("error").put("type", type).put("message", message);
    return error.put("request_id", "req_1");
  }
}
