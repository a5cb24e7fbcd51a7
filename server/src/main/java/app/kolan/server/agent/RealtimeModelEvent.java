package app.kolan.server.agent;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolResult;

/// What the realtime model's thread, and those of tools, post to the thread of the call.
sealed interface RealtimeModelEvent {
  /// The model has understood what the caller said.
  record CallerSaid(String words) implements RealtimeModelEvent {
    @Override
    public String toString() {
      return "CallerSaid[]";
    }
  }

  /// An utterance of the model's was begun.
  record Speaking(RealtimeUtterance utterance) implements RealtimeModelEvent {}

  /// The first sound of an utterance is there.
  record FirstAudio() implements RealtimeModelEvent {}

  record UseTool(ToolCall call) implements RealtimeModelEvent {}

  record ToolUsed(String id, ToolResult result) implements RealtimeModelEvent {}

  /// The model has made all of its answer.
  record ReplyEnded() implements RealtimeModelEvent {}

  /// Another model goes on in place of the one that has failed.
  record Replaced() implements RealtimeModelEvent {}

  record Failed(ProviderFailure failure) implements RealtimeModelEvent {}
}
