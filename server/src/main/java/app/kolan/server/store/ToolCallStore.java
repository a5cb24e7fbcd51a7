package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Optional;

/// The tool calls of agents. The call and the fingerprint identify one. Each is stored before the
/// tool runs and again after it, so that a tool with side effects is not run twice.
///
/// See [Stores] for durability, threads and errors.
public interface ToolCallStore {
  /// Stores that a tool is about to be run.
  ///
  /// @return empty when this is the first time; otherwise the entry as it is stored
  Optional<ToolCallEntry> begin(ToolCallEntry entry);

  /// Stores the result of a tool call that was begun. The first result is kept.
  void end(ToolCallEntry entry);

  /// A call's tool calls, in the order in which they began.
  List<ToolCallEntry> findByCall(CallSid call);
}
