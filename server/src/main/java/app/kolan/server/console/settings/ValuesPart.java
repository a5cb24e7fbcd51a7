package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A part whose fields are the values of one map of the document, and no more.
interface ValuesPart extends SettingsPart {
  /// The map, as fields.
  ValueFields values();

  @Override
  default Set<String> keys() {
    return Set.of(values().key());
  }

  @Override
  default Map<String, String> fields(ObjectNode document) {
    return values().fields(document);
  }

  @Override
  default List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    values().put(typed, document, country);
    return List.of();
  }

  @Override
  default Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    return values().field(problem);
  }
}
