package app.kolan.server.llm;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Identifiers of uses of tools.
final class ToolCallIds {
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

  private ToolCallIds() {}

  /// The vendor's, or one of our own where it gives none.
  static String given(@Nullable String vendors) {
    return vendors == null || vendors.isBlank() ? UUID.randomUUID().toString() : vendors;
  }

  /// An identifier as every vendor takes it: a use may have been made by another vendor's model
  /// earlier in the call.
  static String safe(String id) {
    String safe = UNSAFE.matcher(id).replaceAll("_");
    return safe.isEmpty() ? "_" : safe;
  }
}
