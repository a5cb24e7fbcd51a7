package app.kolan.server.store.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a change has changed, for the timeline: fields with what they were and are.
final class FieldChanges {
  private final ObjectNode detail = TimelineTable.object();
  private final ArrayNode fields = detail.putArray("changes");

  /// Notes a field, if it is different.
  FieldChanges field(String name, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      fields.addObject().put("field", name).put("before", text(before)).put("after", text(after));
    }
    return this;
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  String detail() {
    return detail.toString();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
