package app.kolan.server.console.settings;

import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How calls are answered: what is said first, by which voice, and who talks then.
public record GreetingPart() implements SettingsPart {
  private static final List<String> KEYS =
      List.of("name", "greeting", "say-voice", "language", "mode");

  /// Voices of Twilio that say Hebrew.
  public static final List<String> VOICES =
      List.of(
          "Google.he-IL-Wavenet-A",
          "Google.he-IL-Wavenet-B",
          "Google.he-IL-Wavenet-C",
          "Google.he-IL-Wavenet-D");

  public static final List<String> LANGUAGES = List.of("he-IL", "en-US", "ar-IL", "ru-RU", "fr-FR");
  public static final List<String> MODES = List.of("converse", "listen", "voicemail");

  @Override
  public String name() {
    return "greeting";
  }

  @Override
  public Set<String> keys() {
    return Set.copyOf(KEYS);
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    KEYS.forEach(key -> fields.put(key, Fields.text(document, key)));
    return fields;
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    KEYS.forEach(key -> Fields.put(typed, document, key));
    return List.of();
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    String key = problem.key();
    return KEYS.contains(key) ? Optional.of(key) : Optional.empty();
  }
}
