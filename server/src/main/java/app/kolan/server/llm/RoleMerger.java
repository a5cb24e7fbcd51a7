package app.kolan.server.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Merges consecutive messages of the same role, for providers whose roles must alternate.
final class RoleMerger {
  private RoleMerger() {}

  /// @param messages objects with a `role`
  /// @param parts the name of the array in each that is merged
  static void join(JsonNode messages, String parts) {
    if (!(messages instanceof ArrayNode list)) {
      return;
    }
    for (int i = list.size() - 1; i > 0; i--) {
      if (list.get(i - 1) instanceof ObjectNode first
          && list.get(i) instanceof ObjectNode second
          && first.path("role").equals(second.path("role"))
          && first.get(parts) instanceof ArrayNode head
          && second.get(parts) instanceof ArrayNode tail) {
        head.addAll(tail);
        list.remove(i);
      }
    }
  }
}
