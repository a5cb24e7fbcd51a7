package app.kolan.server.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Makes the detail of an audit entry, a JSON object of texts.
public final class AuditDetail {
  private AuditDetail() {}

  /// The object of these names and values, alternately.
  public static String of(String... namesAndValues) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      object.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return object.toString();
  }
}
