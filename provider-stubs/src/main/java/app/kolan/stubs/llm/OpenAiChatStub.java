package app.kolan.stubs.llm;

import app.kolan.stubs.StubRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// OpenAI's chat completions, streamed: `POST /v1/chat/completions`.
///
/// See https://platform.openai.com/docs/api-reference/chat
public final class OpenAiChatStub extends LanguageModelStub {
  private static final String INVALID = "invalid_request_error";

  private final String key;
  private volatile String unknownModel = "no-such-model";

  /// @param key empty where none is needed, as on a self-hosted server
  public OpenAiChatStub(String key, StubModel stubModel) {
    super(stubModel);
    this.key = key;
  }

  /// Rejects this model; `no-such-model` by default.
  public void forget(String model) {
    unknownModel = model;
  }

  @Override
  Question read(StubRequest request) throws Refused {
    if (!request.method().equals("POST") || !request.path().endsWith("/chat/completions")) {
      throw new Refused(404, INVALID, "there is nothing here");
    }
    if (!key.isEmpty() && !request.header("Authorization").equals("Bearer " + key)) {
      throw new Refused(401, "invalid_api_key", "Incorrect API key provided");
    }
    JsonNode body = json(request.text());
    String model = body.path("model").asText();
    require(!model.isEmpty(), INVALID, "you must provide a model parameter");
    if (model.equals(unknownModel)) {
      throw new Refused(404, "model_not_found", "The model does not exist");
    }
    require(body.path("stream").asBoolean(), INVALID, "this stand-in only streams");
    require(!body.path("messages").isEmpty(), INVALID, "[] is too short - 'messages'");
    List<OfferedTool> tools = tools(body);
    boolean reasons =
        model.startsWith("gpt-6") && !body.path("reasoning_effort").asText().equals("none");
    require(
        tools.isEmpty() || !reasons,
        INVALID,
        "Function tools with reasoning_effort are not supported for this model");
    return question(model, body.path("messages"), tools);
  }

  private static List<OfferedTool> tools(JsonNode body) throws Refused {
    var tools = new ArrayList<OfferedTool>();
    for (JsonNode tool : body.path("tools")) {
      JsonNode function = tool.path("function");
      require(
          tool.path("type").asText().equals("function")
              && function.path("name").asText().matches("[A-Za-z0-9_-]{1,64}")
              && function.path("parameters").path("type").asText().equals("object"),
          INVALID,
          "Invalid 'tools'");
      tools.add(OfferedTool.of(function.path("name").asText(), function.path("parameters")));
    }
    return tools;
  }

  private static Question question(String model, JsonNode messages, List<OfferedTool> tools)
      throws Refused {
    var instructions = new StringBuilder();
    var turns = new ArrayList<ChatTurn>();
    Map<String, String> waiting = new LinkedHashMap<>();
    for (JsonNode message : messages) {
      String role = message.path("role").asText();
      String content = message.path("content").asText("");
      require(
          waiting.isEmpty() || role.equals("tool"),
          INVALID,
          "An assistant message with 'tool_calls' must be followed by tool messages");
      switch (role) {
        case "system", "developer" -> instructions.append(content);
        case "user" -> {
          require(!content.isEmpty(), INVALID, "Invalid value for 'content'");
          turns.add(new ChatTurn.FromUser(content));
        }
        case "assistant" -> {
          require(
              !content.isEmpty() || !message.path("tool_calls").isEmpty(),
              INVALID,
              "Invalid value for 'content': expected a string, got null");
          if (!content.isEmpty()) {
            turns.add(new ChatTurn.FromModel(content));
          }
          for (JsonNode call : message.path("tool_calls")) {
            String id = call.path("id").asText();
            JsonNode function = call.path("function");
            require(!id.isEmpty() && id.length() <= 40, INVALID, "Invalid 'tool_calls[0].id'");
            require(function.path("arguments").isTextual(), INVALID, "Invalid 'arguments'");
            waiting.put(id, function.path("name").asText());
            turns.add(
                new ChatTurn.Use(
                    id, function.path("name").asText(), function.path("arguments").asText()));
          }
        }
        case "tool" -> {
          String tool = waiting.remove(message.path("tool_call_id").asText());
          require(
              tool != null,
              INVALID,
              "messages with role 'tool' must be a response to a preceding message with"
                  + " 'tool_calls'");
          turns.add(new ChatTurn.Outcome(String.valueOf(tool), content));
        }
        default -> throw new Refused(400, INVALID, "Invalid value for 'role'");
      }
    }
    require(waiting.isEmpty(), INVALID, "tool_call_ids did not have response messages");
    return new Question(model, instructions.toString(), turns, tools);
  }

  @Override
  List<String> frames(Question question, ModelReply reply) {
    String id = fresh("chatcmpl-");
    var frames = new ArrayList<String>();
    ObjectNode role = object().put("role", "assistant").put("content", "");
    frames.add(chunk(id, question.model(), role, null));
    int tool = 0;
    for (ModelReply.Piece piece : reply.pieces()) {
      switch (piece) {
        case ModelReply.Piece.Words(var text) ->
            frames.add(chunk(id, question.model(), object().put("content", text), null));
        case ModelReply.Piece.Use use -> {
          for (ObjectNode delta : fragments(tool, use)) {
            frames.add(chunk(id, question.model(), delta, null));
          }
          tool++;
        }
      }
    }
    frames.add(chunk(id, question.model(), object(), tool > 0 ? "tool_calls" : "stop"));
    frames.add("data: [DONE]\n\n");
    return frames;
  }

  /// The name first, then the arguments bit by bit.
  private List<ObjectNode> fragments(int index, ModelReply.Piece.Use use) {
    var fragments = new ArrayList<ObjectNode>();
    var first = object();
    ObjectNode call = first.putArray("tool_calls").addObject();
    call.put("index", index).put("id", fresh("call_")).put("type", "function");
    call.putObject("function").put("name", use.tool()).put("arguments", "");
    fragments.add(first);
    String arguments = use.arguments();
    for (int at = 0; at < arguments.length(); at += 7) {
      var next = object();
      ObjectNode part = next.putArray("tool_calls").addObject();
      part.put("index", index)
          .putObject("function")
          .put("arguments", arguments.substring(at, Math.min(at + 7, arguments.length())));
      fragments.add(next);
    }
    return fragments;
  }

  private static String chunk(String id, String model, ObjectNode delta, @Nullable String finish) {
    ObjectNode chunk =
        object()
            .put("id", id)
            .put("object", "chat.completion.chunk")
            .put("created", 1_795_000_000L)
            .put("model", model);
    chunk
        .putArray("choices")
        .addObject()
        .put("index", 0)
        .put("finish_reason", finish)
        .set("delta", delta);
    return "data: " + chunk + "\n\n";
  }

  @Override
  String contentType() {
    return "text/event-stream";
  }

  @Override
  ObjectNode error(int status, String type, String message) {
    ObjectNode error = object();
    error
        .putObject("error")
        .put("message", message)
        .put("type", status < 500 ? INVALID : "server_error")
        .putNull("param")
        .put("code", type);
    return error;
  }
}
