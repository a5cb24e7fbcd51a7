package app.kolan.stubs.llm;

import app.kolan.stubs.StubRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Google's Gemini, streamed: `POST /v1beta/models/MODEL:streamGenerateContent?alt=sse`. As strict
/// as its third generation, which signs its tool calls and requires the signatures in later
/// requests.
///
/// See https://ai.google.dev/api/generate-content
public final class GeminiStub extends LanguageModelStub {
  private static final String INVALID = "INVALID_ARGUMENT";
  private static final String UNSIGNED = "skip_thought_signature_validator";
  private static final Pattern PATH =
      Pattern.compile("/v1beta/models/([A-Za-z0-9._-]+):streamGenerateContent");

  private final String key;
  private final Set<String> signatures = ConcurrentHashMap.newKeySet();
  private volatile boolean identifies = true;

  public GeminiStub(String key, StubModel stubModel) {
    super(stubModel);
    this.key = key;
  }

  /// Gives its tool calls no identifiers, as older models do.
  public void identifyNoUses() {
    identifies = false;
  }

  @Override
  Question read(StubRequest request) throws Refused {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches() || !"sse".equals(request.query().get("alt"))) {
      throw new Refused(404, "NOT_FOUND", "Requested entity was not found.");
    }
    if (request.header("x-goog-api-key").isEmpty()) {
      throw new Refused(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers");
    }
    if (!request.header("x-goog-api-key").equals(key)) {
      throw new Refused(400, "API_KEY_INVALID", "API key not valid.");
    }
    String model = path.group(1);
    if (model.equals("no-such-model")) {
      throw new Refused(404, "NOT_FOUND", "models/no-such-model is not found");
    }
    JsonNode body = json(request.text());
    var instructions = new StringBuilder();
    for (JsonNode part : body.path("systemInstruction").path("parts")) {
      instructions.append(part.path("text").asText());
    }
    return new Question(
        model, instructions.toString(), turns(body.path("contents")), tools(body.path("tools")));
  }

  private List<ChatTurn> turns(JsonNode contents) throws Refused {
    require(!contents.isEmpty(), INVALID, "contents is not specified");
    var turns = new ArrayList<ChatTurn>();
    Queue<JsonNode> waiting = new ArrayDeque<>();
    String before = "";
    for (JsonNode content : contents) {
      String role = content.path("role").asText();
      JsonNode parts = content.path("parts");
      require(role.equals("user") || role.equals("model"), INVALID, "valid roles: user, model");
      require(!parts.isEmpty(), INVALID, "contents.parts must not be empty.");
      require(
          !role.equals(before) && !(before.isEmpty() && role.equals("model")),
          INVALID,
          "Please ensure that function call turn comes immediately after a user turn");
      if (role.equals("model")) {
        readModel(parts, waiting, turns);
      } else {
        readUser(parts, waiting, turns);
      }
      before = role;
    }
    require(before.equals("user"), INVALID, "the last turn is the model's");
    return turns;
  }

  private void readModel(JsonNode parts, Queue<JsonNode> waiting, List<ChatTurn> turns)
      throws Refused {
    for (JsonNode part : parts) {
      JsonNode use = part.path("functionCall");
      if (use.isObject()) {
        String signature = part.path("thoughtSignature").asText();
        require(
            !waiting.isEmpty() || signature.equals(UNSIGNED) || signatures.contains(signature),
            INVALID,
            "Function call is missing a thought_signature in functionCall parts.");
        waiting.add(use);
        turns.add(
            new ChatTurn.Use(
                use.path("id").asText(), use.path("name").asText(), use.path("args").toString()));
      } else {
        turns.add(new ChatTurn.FromModel(words(part)));
      }
    }
  }

  private static void readUser(JsonNode parts, Queue<JsonNode> waiting, List<ChatTurn> turns)
      throws Refused {
    int wanted = waiting.size();
    int given = 0;
    for (JsonNode part : parts) {
      JsonNode outcome = part.path("functionResponse");
      if (outcome.isObject()) {
        JsonNode use = waiting.poll();
        require(
            use != null
                && use.path("name").equals(outcome.path("name"))
                && use.path("id").equals(outcome.path("id"))
                && outcome.path("response").isObject(),
            INVALID,
            "function response does not fit its call");
        given++;
        turns.add(
            new ChatTurn.Outcome(
                outcome.path("name").asText(), outcome.path("response").path("response").asText()));
      } else {
        turns.add(new ChatTurn.FromUser(words(part)));
      }
    }
    require(
        given == wanted,
        INVALID,
        "Please ensure that the number of function response parts is equal to the number of"
            + " function call parts of the function call turn.");
  }

  private static String words(JsonNode part) throws Refused {
    String words = part.path("text").asText();
    require(!words.isEmpty(), INVALID, "required oneof field 'data' must have one initialized");
    return words;
  }

  private static List<OfferedTool> tools(JsonNode tools) throws Refused {
    var offered = new ArrayList<OfferedTool>();
    for (JsonNode tool : tools) {
      for (JsonNode declaration : tool.path("functionDeclarations")) {
        JsonNode schema = declaration.path("parameters");
        require(
            schema.isMissingNode() || !schema.path("properties").isEmpty(),
            INVALID,
            "parameters.properties: should be non-empty for OBJECT type");
        require(
            schema.isMissingNode() || schema.path("type").asText().equals("OBJECT"),
            INVALID,
            "parameters schema should be of type OBJECT");
        offered.add(OfferedTool.of(declaration.path("name").asText(), schema));
      }
    }
    return offered;
  }

  @Override
  List<String> frames(Question question, ModelReply reply) {
    var frames = new ArrayList<String>();
    String id = fresh("response-");
    boolean signed = false;
    for (ModelReply.Piece piece : reply.pieces()) {
      ObjectNode part = object();
      switch (piece) {
        case ModelReply.Piece.Words(var text) -> part.put("text", text);
        case ModelReply.Piece.Use use -> {
          ObjectNode call = part.putObject("functionCall").put("name", use.tool());
          if (identifies) {
            call.put("id", fresh("fc-"));
          }
          call.set("args", arguments(use.arguments()));
          if (!signed) {
            String signature = fresh("c2lnbmF0dXJl");
            signatures.add(signature);
            part.put("thoughtSignature", signature);
            signed = true;
          }
        }
      }
      frames.add(chunk(question.model(), id, part, false));
    }
    frames.add(chunk(question.model(), id, object().put("text", ""), true));
    return frames;
  }

  private static JsonNode arguments(String arguments) {
    try {
      return json(arguments);
    } catch (Refused e) {
      return object();
    }
  }

  private static String chunk(String model, String id, ObjectNode part, boolean last) {
    ObjectNode chunk = object();
    ObjectNode candidate = chunk.putArray("candidates").addObject();
    ArrayNode parts = candidate.putObject("content").put("role", "model").putArray("parts");
    parts.add(part);
    if (last) {
      candidate.put("finishReason", "STOP");
    }
    candidate.put("index", 0);
    chunk
        .putObject("usageMetadata")
        .put("promptTokenCount", 8)
        .put("candidatesTokenCount", 3)
        .put("totalTokenCount", 11);
    return "data: " + chunk.put("modelVersion", model).put("responseId", id) + "\r\n\r\n";
  }

  @Override
  String contentType() {
    return "text/event-stream";
  }

  @Override
  ObjectNode error(int status, String type, String message) {
    ObjectNode error = object();
    ObjectNode told = error.putObject("error").put("code", status).put("message", message);
    if (type.equals("API_KEY_INVALID")) {
      told.put("status", INVALID)
          .putArray("details")
          .addObject()
          .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
          .put("reason", type);
    } else {
      told.put("status", type);
    }
    return error;
  }
}
