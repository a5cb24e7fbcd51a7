package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How those for whom appointments are hear of them.
public record MessagesPart() implements SettingsPart {
  /// By what they can be told.
  public static final List<String> CHANNELS = List.of("sms", "whatsapp", "mail");

  /// How they can be reminded.
  public static final List<String> REMINDERS = List.of("message", "call");

  private static final ValueFields FIELDS =
      new ValueFields(
          List.of("booking", "messages"),
          List.of("by", "from", "template", "remind-by", "waiting-list"),
          List.of("reminders"),
          List.of(),
          List.of("from"),
          new QuietFields("", true));

  @Override
  public String name() {
    return "messages";
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
