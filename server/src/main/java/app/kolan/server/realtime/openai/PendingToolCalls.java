package app.kolan.server.realtime.openai;

import app.kolan.server.tool.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tool calls whose results the model waits for.
final class PendingToolCalls {
  /// A pending call.
  ///
  /// @param session the session that requested it
  /// @param response the response that it belongs to
  record Open(ToolCall call, String response, OpenAiConnection session) {}

  private final Map<String, Open> open = new LinkedHashMap<>();

  void wanted(OpenAiConnection session, String response, List<ToolCall> calls) {
    calls.forEach(call -> open.put(call.id(), new Open(call, response, session)));
  }

  /// Removes a call whose result has come; null if it is not pending.
  @Nullable Open answered(String id) {
    return open.remove(id);
  }

  /// Whether another call of the same response is pending.
  boolean isWaitingFor(String response) {
    return open.values().stream().anyMatch(use -> use.response().equals(response));
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
