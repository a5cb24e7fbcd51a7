package app.kolan.server.realtime.openai;

import app.kolan.server.tool.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tools that the model waits for.
final class PendingToolCalls {
  /// The model waits for this.
  ///
  /// @param session that it was wanted in
  /// @param response that it belongs to
  record Open(ToolCall call, String response, OpenAiConnection session) {}

  private final Map<String, Open> open = new LinkedHashMap<>();

  void wanted(OpenAiConnection session, String response, List<ToolCall> calls) {
    calls.forEach(call -> open.put(call.id(), new Open(call, response, session)));
  }

  /// Takes a use out, since its outcome is there; null if nothing waits for it.
  @Nullable Open answered(String id) {
    return open.remove(id);
  }

  /// Whether anything else of the same answer is still in use.
  boolean isWaitingFor(String response) {
    return open.values().stream().anyMatch(use -> use.response().equals(response));
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
