package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// After how many days what is deleted.
public record RetentionPart() implements SettingsPart {
  /// What goes by itself, in the order in which it is shown.
  public static final List<String> KINDS = List.of("sound", "words", "calls", "tapes");

  private static final ValueFields FIELDS =
      new ValueFields(List.of("retention"), KINDS, List.of(), List.of(), List.of(), null);

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public Set<String> keys() {
    return Set.of(FIELDS.key());
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    return FIELDS.fields(document);
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    FIELDS.put(typed, document, country);
    return List.of();
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    return FIELDS.field(problem);
  }
}
