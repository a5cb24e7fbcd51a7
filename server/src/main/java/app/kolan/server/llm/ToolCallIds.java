package app.kolan.server.llm;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Identifiers of tool calls.
final class ToolCallIds {
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

  private ToolCallIds() {}

  /// A new identifier. A provider's own is not unique: some give every call of a conversation the
  /// same. OpenAI takes up to 40 characters, and 32 in a realtime conversation.
  static String fresh() {
    return "call_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
  }

  /// The identifier of a call in a response that was adapted, or a new one where it has none.
  static String given(@Nullable String adapted) {
    return adapted == null || adapted.isBlank() ? fresh() : adapted;
  }

  /// An identifier in the form that every provider accepts: another provider's model may have made
  /// the call earlier in the conversation.
  static String safe(String id) {
    String safe = UNSAFE.matcher(id).replaceAll("_");
    return safe.isEmpty() ? "_" : safe;
  }
}
