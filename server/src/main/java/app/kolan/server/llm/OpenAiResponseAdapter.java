package app.kolan.server.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One response of a server with OpenAI's chat completions, of which many differ in small things.
///
/// Tool calls: LangChain4j tells them apart by `index`. Servers leave it out, give all calls the
/// same, or repeat an `id` in every response. So each call gets an index and an identifier of ours:
/// a new `id`, a new name behind arguments, or a second JSON object behind a complete one begins a
/// new call, of the same tool when it has no name. Arguments may be an object instead of text, `{}`
/// first and then the true ones, or the same twice.
///
/// The end: any finish reason means that the response is complete, whatever its name, and so does
/// `[DONE]` alone. A response that stops without either was broken off.
final class OpenAiResponseAdapter implements ResponseAdapter {
  private static final String EMPTY_OBJECT = "{}";

  /// By the server's index; -1 stands for none.
  private final Map<Integer, Call> latest = new HashMap<>();

  private int calls;
  private boolean finished;

  /// A tool call that is being received.
  private static final class Call {
    private final int index;
    private final String serversId;
    private final StringBuilder arguments = new StringBuilder();
    private String name = "";

    /// Whether `{}` came and was not passed on: it may be a placeholder.
    private boolean placeholder;

    Call(int index, String serversId) {
      this.index = index;
      this.serversId = serversId;
    }

    boolean hasArguments() {
      return placeholder || !arguments.isEmpty();
    }
  }

  @Override
  public boolean adapt(ObjectNode event) {
    boolean changed = false;
    for (JsonNode choice : event.path("choices")) {
      if (choice.path("delta") instanceof ObjectNode delta) {
        changed |= adaptCalls(delta);
      } else if (choice instanceof ObjectNode one && one.has("delta")) {
        one.putObject("delta"); // an empty list, as PHP writes an empty object
        changed = true;
      }
      if (choice instanceof ObjectNode one && one.has("finish_reason")) {
        changed |= adaptEnd(one);
      }
    }
    return changed;
  }

  private boolean adaptCalls(ObjectNode delta) {
    if (!(delta.get("tool_calls") instanceof ArrayNode given)) {
      return false;
    }
    ArrayNode adapted = JsonNodeFactory.instance.arrayNode();
    boolean withoutIndex = false;
    for (JsonNode part : given) {
      int serversIndex = part.path("index").asInt(-1);
      Call before = latest.get(serversIndex);
      boolean secondInEvent = serversIndex < 0 && withoutIndex;
      boolean goesOn = before != null && !secondInEvent && !begins(before, part);
      Call call =
          goesOn ? Objects.requireNonNull(before) : new Call(calls++, part.path("id").asText(""));
      if (before != null && before != call && isOfSameTool(part)) {
        call.name = before.name;
      }
      latest.put(serversIndex, call);
      withoutIndex |= serversIndex < 0;
      adapted.add(adaptPart(call, part, !goesOn));
    }
    delta.set("tool_calls", adapted);
    return true;
  }

  private static boolean begins(Call before, JsonNode part) {
    String id = part.path("id").asText("");
    if (!id.isEmpty() && !id.equals(before.serversId)) {
      return true;
    }
    String name = part.path("function").path("name").asText("");
    if (!name.isEmpty() && before.hasArguments() && !name.equals(before.name)) {
      return true;
    }
    return arguments(part).stripLeading().startsWith("{")
        && ToolArgumentsJson.isObject(before.arguments.toString())
        && !isRepeated(before, part);
  }

  /// Whether a part has the whole arguments again, as the last event of some servers does.
  private static boolean isRepeated(Call before, JsonNode part) {
    String arguments = arguments(part).strip();
    return !arguments.isEmpty() && arguments.equals(before.arguments.toString().strip());
  }

  /// Whether a call begins by its arguments alone: the tool of the call before is used again.
  private static boolean isOfSameTool(JsonNode part) {
    return part.path("id").asText("").isEmpty()
        && part.path("function").path("name").asText("").isEmpty();
  }

  private static ObjectNode adaptPart(Call call, JsonNode part, boolean begins) {
    ObjectNode adapted = JsonNodeFactory.instance.objectNode().put("index", call.index);
    if (begins) {
      adapted.put("id", ToolCallIds.fresh()).put("type", "function");
    }
    ObjectNode function = adapted.putObject("function");
    String name = part.path("function").path("name").asText("");
    if (!name.isEmpty()) {
      // It comes whole, whole again, or in pieces; LangChain4j keeps the latest.
      call.name = name.startsWith(call.name) ? name : call.name + name;
    }
    if (!name.isEmpty() || begins && !call.name.isEmpty()) {
      function.put("name", call.name);
    }
    String arguments = arguments(part);
    if (arguments.strip().equals(EMPTY_OBJECT) && call.arguments.isEmpty()) {
      call.placeholder = true;
      arguments = "";
    }
    if (!begins && isRepeated(call, part)) {
      arguments = "";
    }
    call.arguments.append(arguments);
    function.put("arguments", arguments);
    return adapted;
  }

  private static String arguments(JsonNode part) {
    JsonNode arguments = part.path("function").path("arguments");
    return arguments.isObject() ? arguments.toString() : arguments.asText("");
  }

  private boolean adaptEnd(ObjectNode choice) {
    JsonNode reason = choice.get("finish_reason");
    if (reason.isNull()) {
      return false;
    }
    if (reason.asText("").isEmpty()) {
      choice.putNull("finish_reason"); // some servers have it so in every event
      return true;
    }
    finished = true;
    String known = known(reason.asText(""));
    choice.put("finish_reason", known);
    return !known.equals(reason.asText());
  }

  private String known(String reason) {
    return switch (reason.toLowerCase(Locale.ROOT)) {
      case "length", "max_tokens", "max_length" -> "length";
      case "content_filter", "safety" -> "content_filter";
      default -> calls > 0 ? "tool_calls" : "stop";
    };
  }

  @Override
  public @Nullable ObjectNode missing() {
    if (finished) {
      return null;
    }
    finished = true;
    ObjectNode end = JsonNodeFactory.instance.objectNode();
    ObjectNode choice = end.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta");
    choice.put("finish_reason", known(""));
    return end;
  }
}
