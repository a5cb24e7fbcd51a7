package app.kolan.stubs.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// What a client does with the items of a conversation: adds them, cuts them short and deletes
/// them, validated as OpenAI does.
final class ItemEvents {
  private final RealtimeStubSession session;
  private final Items items;
  private final List<String> outcomes = new ArrayList<>();

  ItemEvents(RealtimeStubSession session, Items items) {
    this.session = session;
    this.items = items;
  }

  /// What tools have returned since it was asked last.
  List<String> takeOutcomes() {
    List<String> taken = List.copyOf(outcomes);
    outcomes.clear();
    return taken;
  }

  void create(JsonNode event) {
    JsonNode item = event.path("item");
    String type = item.path("type").asText();
    String call = item.path("call_id").asText();
    if (type.equals("message") && !hasContent(item)) {
      session.refuse(
          event, "invalid_value", "Invalid content for the role.", "item.content[0].type");
      return;
    }
    if (call.length() > 32) {
      session.refuse(event, "string_above_max_length", "Invalid 'item.call_id'.", "item.call_id");
      return;
    }
    if (type.equals("function_call_output")) {
      if (!items.isOpenCall(call)) {
        session.refuse(
            event, "invalid_value", "Tool call ID '" + call + "' not found.", "item.call_id");
        return;
      }
      items.answered(call);
      outcomes.add(item.path("output").asText());
    }
    if (type.equals("function_call")) {
      items.called(call);
    }
    String id = item.path("id").asText(session.name("item_c"));
    items.add(id, item.path("role").asText());
    for (String told : List.of("conversation.item.added", "conversation.item.done")) {
      ObjectNode added = session.event(told);
      ((ObjectNode) added.putObject("item").setAll((ObjectNode) item.deepCopy())).put("id", id);
      session.send(added);
    }
  }

  private static boolean hasContent(JsonNode item) {
    String type = item.at("/content/0/type").asText();
    return switch (item.path("role").asText()) {
      case "user" -> type.equals("input_text") || type.equals("input_audio");
      case "assistant" -> type.equals("output_text") || type.equals("output_audio");
      case "system" -> type.equals("input_text");
      default -> false;
    };
  }

  void truncate(JsonNode event) {
    String item = event.path("item_id").asText();
    int wanted = event.path("audio_end_ms").asInt(-1);
    Integer length = items.audioMs(item);
    if (length == null || event.path("content_index").asInt(-1) != 0 || wanted < 0) {
      String message = "Error truncating item: no such item.";
      session.refuse(event, "item_truncate_invalid_item_id", message, "item_id");
    } else if (wanted > length) {
      String message =
          "Audio content of %dms is already shorter than %dms".formatted(length, wanted);
      session.refuse(event, "invalid_value", message, "audio_end_ms");
    } else {
      items.truncate(item, wanted);
      session.send(
          session
              .event("conversation.item.truncated")
              .put("item_id", item)
              .put("content_index", 0)
              .put("audio_end_ms", wanted));
    }
  }

  void delete(JsonNode event) {
    String item = event.path("item_id").asText();
    if (items.remove(item)) {
      session.send(session.event("conversation.item.deleted").put("item_id", item));
    } else {
      String message = "Error deleting item: the item does not exist.";
      session.refuse(event, "item_delete_invalid_item_id", message, "item_id");
    }
  }
}
