package app.kolan.stubs.llm;

import app.kolan.stubs.StubRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Ollama's own chat, streamed as lines of JSON: `POST /api/chat`. It is lenient, and so are its
/// templates; what is checked here is what a request needs to make sense.
///
/// See https://docs.ollama.com/api/chat
public final class OllamaStub extends LanguageModelStub {
  private final String key;
  private volatile boolean numbers = true;

  /// @param key of a proxy in front of it; empty where there is none
  public OllamaStub(String key, StubModel stubModel) {
    super(stubModel);
    this.key = key;
  }

  /// Neither numbers nor names its tool calls, nor sends a finish reason, as older versions do.
  public void beOld() {
    numbers = false;
  }

  @Override
  Question read(StubRequest request) throws Refused {
    if (!request.method().equals("POST") || !request.path().equals("/api/chat")) {
      throw new Refused(404, "", "404 page not found");
    }
    if (!key.isEmpty() && !request.header("Authorization").equals("Bearer " + key)) {
      throw new Refused(401, "", "unauthorized");
    }
    JsonNode body = json(request.text());
    String model = body.path("model").asText();
    require(!model.isEmpty(), "", "model is required");
    if (model.equals("no-such-model")) {
      throw new Refused(404, "", "model 'no-such-model' not found");
    }
    require(body.path("stream").asBoolean(true), "", "this stand-in only streams");
    var instructions = new StringBuilder();
    var turns = new ArrayList<ChatTurn>();
    Queue<String> waiting = new ArrayDeque<>();
    for (JsonNode message : body.path("messages")) {
      String content = message.path("content").asText("");
      switch (message.path("role").asText()) {
        case "system" -> instructions.append(content);
        case "user" -> turns.add(new ChatTurn.FromUser(content));
        case "assistant" -> {
          if (!content.isEmpty()) {
            turns.add(new ChatTurn.FromModel(content));
          }
          for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            require(function.path("arguments").isObject(), "", "cannot unmarshal arguments");
            waiting.add(function.path("name").asText());
            turns.add(
                new ChatTurn.Use(
                    call.path("id").asText(),
                    function.path("name").asText(),
                    function.path("arguments").toString()));
          }
        }
        case "tool" -> {
          String tool = message.path("tool_name").asText();
          require(tool.equals(waiting.poll()), "", "tool_name does not fit");
          turns.add(new ChatTurn.Outcome(tool, content));
        }
        default -> throw new Refused(400, "", "invalid role");
      }
    }
    return new Question(model, instructions.toString(), turns, tools(body.path("tools")));
  }

  private static List<OfferedTool> tools(JsonNode tools) {
    var offered = new ArrayList<OfferedTool>();
    for (JsonNode tool : tools) {
      JsonNode function = tool.path("function");
      offered.add(OfferedTool.of(function.path("name").asText(), function.path("parameters")));
    }
    return offered;
  }

  @Override
  List<String> frames(Question question, ModelReply reply) {
    var frames = new ArrayList<String>();
    var uses = new ArrayList<ModelReply.Piece.Use>();
    for (ModelReply.Piece piece : reply.pieces()) {
      switch (piece) {
        case ModelReply.Piece.Words(var text) ->
            frames.add(line(question.model(), message(text)).put("done", false) + "\n");
        case ModelReply.Piece.Use use -> uses.add(use);
      }
    }
    if (!uses.isEmpty()) {
      ObjectNode message = message("");
      var calls = message.putArray("tool_calls");
      for (ModelReply.Piece.Use use : uses) {
        ObjectNode call = calls.addObject();
        ObjectNode function = call.putObject("function").put("name", use.tool());
        if (numbers) {
          call.put("id", fresh("call_"));
          function.put("index", calls.size() - 1);
        }
        function.set("arguments", arguments(use.arguments()));
      }
      frames.add(line(question.model(), message).put("done", false) + "\n");
    }
    ObjectNode last = line(question.model(), message("")).put("done", true);
    if (numbers) {
      last.put("done_reason", "stop");
    }
    last.put("total_duration", 4_883_583_458L).put("prompt_eval_count", 26).put("eval_count", 282);
    frames.add(last + "\n");
    return frames;
  }

  private static JsonNode arguments(String arguments) {
    try {
      return json(arguments);
    } catch (Refused e) {
      return object();
    }
  }

  private static ObjectNode message(String content) {
    return object().put("role", "assistant").put("content", content);
  }

  private static ObjectNode line(String model, ObjectNode message) {
    ObjectNode line = object().put("model", model).put("created_at", "2026-11-21T12:00:00.000000Z");
    line.set("message", message);
    return line;
  }

  @Override
  String contentType() {
    return "application/x-ndjson";
  }

  @Override
  String errorFrame(String type) {
    return error(500, type, "what the caller said: SECRET") + "\n";
  }

  @Override
  ObjectNode error(int status, String type, String message) {
    return object().put("error", message);
  }
}
