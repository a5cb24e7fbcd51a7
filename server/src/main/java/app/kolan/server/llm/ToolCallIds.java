package app.kolan.server.llm;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Identifiers of tool calls.
final class ToolCallIds {
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

  private ToolCallIds() {}

  /// The provider's identifier, or a generated one where it gives none.
  static String given(@Nullable String id) {
    return id == null || id.isBlank() ? UUID.randomUUID().toString() : id;
  }

  /// An identifier in the form that every provider accepts: another provider's model may have made
  /// the call earlier in the conversation.
  static String safe(String id) {
    String safe = UNSAFE.matcher(id).replaceAll("_");
    return safe.isEmpty() ? "_" : safe;
  }
}
