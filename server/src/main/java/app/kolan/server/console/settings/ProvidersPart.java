package app.kolan.server.console.settings;

import app.kolan.server.provider.ProviderVariables;
import app.kolan.server.settings.ConfigProblem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who talks with callers, and the business's own keys. A key is written here and never shown.
public record ProvidersPart() implements SettingsPart {
  private static final List<String> CHOICES = List.of("mind", "recogniser", "voice");
  private static final String PROVIDERS = "providers";
  private static final String SERVER_KEYS = "server-keys";
  private static final String KEY = "key";
  private static final String NEW_PROVIDER = "new-provider";
  private static final String NEW_KEY = "new-key";
  private static final String REMOVED = "removed.";

  @Override
  public String name() {
    return PROVIDERS;
  }

  @Override
  public Set<String> keys() {
    return Set.of("mind", "recogniser", "voice", PROVIDERS);
  }

  /// The providers that have keys.
  public static List<String> withKeys() {
    return ProviderVariables.providersWithKeys();
  }

  /// The providers of which a document has a key.
  public static List<String> keysOf(ObjectNode document) {
    var names = new ArrayList<String>();
    document
        .path(PROVIDERS)
        .properties()
        .forEach(
            provider -> {
              if (provider.getValue().hasNonNull(KEY)) {
                names.add(provider.getKey());
              }
            });
    return names;
  }

  @Override
  public Map<String, String> fields(ObjectNode document) {
    var fields = new LinkedHashMap<String, String>();
    for (String choice : CHOICES) {
      JsonNode value = document.path(choice);
      var several = new ArrayList<String>();
      value.forEach(each -> several.add(each.asText("")));
      fields.put(
          choice, value.isArray() ? String.join(", ", several) : Fields.text(document, choice));
    }
    if (document.path(PROVIDERS).path(SERVER_KEYS).asBoolean()) {
      fields.put(SERVER_KEYS, "1");
    }
    return fields;
  }

  @Override
  public List<ConfigProblem> put(Map<String, String> typed, ObjectNode document, String country) {
    Map<String, String> before = fields(document);
    for (String choice : CHOICES) {
      if (!Fields.typed(typed, choice).equals(before.getOrDefault(choice, ""))) {
        Fields.put(typed, document, choice);
      }
    }
    for (String provider : keysOf(document)) {
      if (typed.containsKey(REMOVED + provider)) {
        ObjectNode own = Fields.map(Fields.map(document, PROVIDERS), provider);
        own.remove(KEY);
        if (own.isEmpty()) {
          Fields.map(document, PROVIDERS).remove(provider);
        }
      }
    }
    if (typed.containsKey(SERVER_KEYS) != before.containsKey(SERVER_KEYS)) {
      ObjectNode providers = Fields.map(document, PROVIDERS);
      if (typed.containsKey(SERVER_KEYS)) {
        providers.put(SERVER_KEYS, true);
      } else {
        providers.remove(SERVER_KEYS);
      }
    }
    var problems = new ArrayList<ConfigProblem>();
    String key = Fields.typed(typed, NEW_KEY);
    String provider = Fields.typed(typed, NEW_PROVIDER);
    if (!key.isEmpty() && provider.isEmpty()) {
      problems.add(
          new ConfigProblem(NEW_PROVIDER, "not set", "choose the provider that the key is for"));
    } else if (!key.isEmpty()) {
      Fields.map(Fields.map(document, PROVIDERS), provider).put(KEY, key);
    }
    if (document.path(PROVIDERS).isObject() && document.path(PROVIDERS).isEmpty()) {
      document.remove(PROVIDERS);
    }
    return problems;
  }

  @Override
  public Optional<String> field(ConfigProblem problem, Map<String, String> typed) {
    String key = problem.key();
    if (key.equals(NEW_PROVIDER) || CHOICES.contains(key)) {
      return Optional.of(key);
    }
    boolean isNew =
        key.equals("%s.%s.%s".formatted(PROVIDERS, Fields.typed(typed, NEW_PROVIDER), KEY));
    return isNew ? Optional.of(NEW_KEY) : Optional.empty();
  }
}
