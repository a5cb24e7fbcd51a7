package app.kolan.server.nodes;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What a node asks of the one that has a call, or of one that may have calls that somebody
/// watches.
public sealed interface NodeRequest {
  /// What happens in calls from now on, as lines.
  ///
  /// @param run of the node whose events were heard before; empty for none
  /// @param after the number of the last of those
  /// @param sinceMillis when none was heard: those of so many milliseconds past, too
  record Events(String run, long after, long sinceMillis) implements NodeRequest {}

  /// The calls in which an agent of the node talks.
  record Talks() implements NodeRequest {}

  /// About one call of a business.
  sealed interface OfCall extends NodeRequest {
    CallSid call();

    long business();
  }

  /// Whether an agent talks in it, and whether it understands hints.
  record State(CallSid call, long business) implements OfCall {}

  /// A hint for the agent. It prints without its text.
  record Hint(CallSid call, long business, String text) implements OfCall {
    @Override
    public String toString() {
      return "Hint[call=%s]".formatted(call);
    }
  }

  /// The agent is to stop.
  ///
  /// @param handOverTo null to hang up
  record Direct(CallSid call, long business, @Nullable PhoneNumber handOverTo) implements OfCall {}

  /// Both sides of it from now on, as lines.
  record Audio(CallSid call, long business) implements OfCall {}

  ObjectMapper JSON = new ObjectMapper();

  /// As JSON, without a line feed.
  default ObjectNode form() {
    ObjectNode form = JSON.createObjectNode();
    switch (this) {
      case Events(var run, long after, long since) ->
          form.put("kind", "events").put("run", run).put("after", after).put("since", since);
      case Talks _ -> form.put("kind", "talks");
      case State _ -> form.put("kind", "state");
      case Hint(_, _, var text) -> form.put("kind", "hint").put("text", text);
      case Direct(_, _, var to) ->
          form.put("kind", "direct").put("to", to == null ? null : to.value());
      case Audio _ -> form.put("kind", "audio");
    }
    if (this instanceof OfCall one) {
      form.put("call", one.call().value()).put("business", one.business());
    }
    return form;
  }

  /// Null for what is none.
  static @Nullable NodeRequest read(JsonNode form) {
    try {
      String kind = form.path("kind").asText();
      if (kind.equals("events")) {
        return new Events(
            form.path("run").asText(), form.path("after").asLong(), form.path("since").asLong());
      }
      if (kind.equals("talks")) {
        return new Talks();
      }
      var call = new CallSid(form.path("call").asText());
      long business = form.path("business").asLong();
      return switch (kind) {
        case "state" -> new State(call, business);
        case "hint" -> new Hint(call, business, form.path("text").asText());
        case "direct" -> {
          JsonNode to = form.path("to");
          yield new Direct(call, business, to.isNull() ? null : new PhoneNumber(to.asText()));
        }
        case "audio" -> new Audio(call, business);
        default -> null;
      };
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// Null for what is no JSON.
  static @Nullable JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
