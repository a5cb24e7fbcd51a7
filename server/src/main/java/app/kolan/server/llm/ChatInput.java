package app.kolan.server.llm;

import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolSpec;
import java.util.List;

/// The input of a language model for its next response.
///
/// @param instructions the system prompt
/// @param messages the conversation so far, oldest first; the last one is the caller's, or a tool
///   result
/// @param tools the tools that the model may call
/// @param saidBefore the part of the answer that the caller has heard already, from a provider that
///   could not complete it: the model continues after it. Usually empty
/// @param mustUseTool whether the response is to be a tool call. Where the provider's API cannot
///   demand it, the instructions alone do
public record ChatInput(
    String instructions,
    List<Message> messages,
    List<ToolSpec> tools,
    String saidBefore,
    boolean mustUseTool) {
  public ChatInput(String instructions, List<Message> messages, List<ToolSpec> tools) {
    this(instructions, messages, tools, "", false);
  }

  public ChatInput(
      String instructions, List<Message> messages, List<ToolSpec> tools, String saidBefore) {
    this(instructions, messages, tools, saidBefore, false);
  }

  public ChatInput {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
  }

  /// The same request, whose answer continues after `words`.
  ChatInput withSaidBefore(String words) {
    return new ChatInput(instructions, messages, tools, words, mustUseTool);
  }

  /// One message of the conversation.
  public sealed interface Message {
    /// The caller said this.
    record FromCaller(String words) implements Message {}

    /// What the caller heard from us, and no more than that.
    ///
    /// @param cutOff whether the caller interrupted here
    record FromUs(String words, boolean cutOff) implements Message {}

    /// The model called these tools.
    record Uses(List<ToolCall> calls) implements Message {
      public Uses {
        calls = List.copyOf(calls);
      }
    }

    /// The result of a tool call.
    ///
    /// @param id of the [ToolCall]
    /// @param result JSON, or plain text
    record Outcome(String id, String tool, String result) implements Message {}
  }
}
