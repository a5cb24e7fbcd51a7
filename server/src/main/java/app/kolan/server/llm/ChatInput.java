package app.kolan.server.llm;

import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolSpec;
import java.util.List;

/// Everything a mind is told when it is asked what to say next.
///
/// @param instructions who it is and how it behaves
/// @param messages what was said and done so far, oldest first; the last is the caller's, or the
///   outcome of a tool
/// @param tools what it may use
/// @param saidBefore what the caller has heard of the answer already, from somebody who could not
///   complete it: the model goes on behind it. Empty as a rule
public record ChatInput(
    String instructions, List<Message> messages, List<ToolSpec> tools, String saidBefore) {
  public ChatInput(String instructions, List<Message> messages, List<ToolSpec> tools) {
    this(instructions, messages, tools, "");
  }

  public ChatInput {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /// The same question, to be answered behind other words.
  ChatInput withSaidBefore(String words) {
    return new ChatInput(instructions, messages, tools, words);
  }

  /// One thing that was said or done.
  public sealed interface Message {
    /// The caller said this.
    record FromCaller(String words) implements Message {}

    /// The caller heard this from us, and no more than this.
    ///
    /// @param cutOff whether the caller interrupted here
    record FromUs(String words, boolean cutOff) implements Message {}

    /// The mind wanted these tools to be used.
    record Uses(List<ToolCall> calls) implements Message {
      public Uses {
        calls = List.copyOf(calls);
      }
    }

    /// What came of a tool.
    ///
    /// @param id of the [ToolCall]
    /// @param result JSON, or plain words
    record Outcome(String id, String tool, String result) implements Message {}
  }
}
