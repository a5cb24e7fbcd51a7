package app.kolan.server.usage;

import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatInput.Message;
import app.kolan.server.tool.ToolCall;
import app.kolan.server.tool.ToolSpec;

/// About how many tokens a text has, where the provider does not tell. Tokenizers of this decade
/// make a token of some four characters of English, and of some two of Hebrew.
final class TokenEstimate {
  private static final int LATIN = 4;
  private static final int OTHER = 2;

  /// Roles and separators of a message.
  private static final int PER_MESSAGE = 4;

  private TokenEstimate() {}

  static long of(String text) {
    long ascii = text.chars().filter(c -> c < 128).count();
    long others = text.codePointCount(0, text.length()) - ascii;
    return Math.ceilDiv(ascii, LATIN) + Math.ceilDiv(others, OTHER);
  }

  static long of(ToolCall call) {
    return of(call.name()) + of(call.arguments());
  }

  /// Of all that a model is sent.
  static long of(ChatInput input) {
    long tokens = of(input.instructions()) + of(input.saidBefore()) + PER_MESSAGE;
    for (ToolSpec tool : input.tools()) {
      tokens += of(tool.name()) + of(tool.description()) + of(tool.parameters());
    }
    for (Message message : input.messages()) {
      tokens += PER_MESSAGE + of(message);
    }
    return tokens;
  }

  private static long of(Message message) {
    return switch (message) {
      case Message.FromCaller(var words) -> of(words);
      case Message.FromUs(var words, _) -> of(words);
      case Message.Uses(var calls) -> calls.stream().mapToLong(TokenEstimate::of).sum();
      case Message.Outcome(_, var tool, var result) -> of(tool) + of(result);
    };
  }
}
