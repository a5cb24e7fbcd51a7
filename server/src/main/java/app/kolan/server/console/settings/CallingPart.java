package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the business calls people, when, where to, and how much at most.
public record CallingPart() implements SettingsPart {
  private static final ValueFields FIELDS =
      new ValueFields(
          List.of("calling"),
          List.of("ring", "from", "calls-at-once", "calls-a-day", "cost-a-day", "cost-a-minute"),
          List.of("countries"),
          List.of("record"),
          List.of("ring", "from"),
          new QuietFields("", true));

  @Override
  public String name() {
    return "calling";
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
