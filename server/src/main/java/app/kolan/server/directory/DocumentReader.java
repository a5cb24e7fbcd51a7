package app.kolan.server.directory;

import app.kolan.server.business.Business;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSelectionReader;
import app.kolan.server.provider.ProviderVariables;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.settings.SecretReferences;
import app.kolan.server.settings.SecretReferences.SecretLookup;
import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the settings of a business from its document, by the readers, rules and messages of a
/// `kolan.yaml`.
///
/// A tenant's document cannot reach the server: it names no file and no variable of the
/// environment, and asks no server on this machine. Addresses of providers are the server's, and so
/// are their keys where a document has none of its own: see [BusinessProviders].
///
/// Safe to share.
public final class DocumentReader {
  private final SettingsGroup<Business> businesses;
  private final ServerChoices server;
  private final SecretReferences references;

  /// @param businesses reads what stands below `business`
  /// @param settings those of the server, for what a document leaves out
  public DocumentReader(SettingsGroup<Business> businesses, DirectorySettings settings) {
    this.businesses = businesses;
    this.server = settings.server();
    this.references = new SecretReferences(server.environment());
  }

  /// What references to secrets are followed with.
  SecretReferences references() {
    return references;
  }

  /// What a document says.
  ///
  /// @param business with the identifier 1; the directory's is set by who asks
  /// @param followed what came of each reference to a secret; when it becomes something else, the
  ///   document has to be read again
  /// @param problems all that is wrong, by the keys of the document; nothing else is to be used
  ///   then
  /// @param warnings what its author should know all the same
  public record Reading(
      Business business,
      ProviderSelection providers,
      Map<String, SecretLookup> followed,
      List<ConfigProblem> problems,
      List<String> warnings) {
    public Reading {
      followed = Map.copyOf(followed);
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }
  }

  /// Reads a document.
  ///
  /// @param name how the business is called when the document does not say
  /// @param trusted whether it is the operator's own
  public Reading read(String name, String text, boolean trusted) {
    var problems = new ArrayList<ConfigProblem>();
    BusinessDocument document = BusinessDocument.parse(text, problems);
    if (!trusted) {
      for (String key : document.operatorsKeys()) {
        problems.add(
            new ConfigProblem(key, "set", "only the operator of the server sets it, in a file"));
      }
    }
    ObjectNode root = document.asServerSettings();
    ObjectNode ofBusiness = (ObjectNode) root.get("business");
    if (!ofBusiness.has("name")) {
      ofBusiness.put("name", name);
    }
    List<SettingsGroup<?>> groups = List.of(businesses, ProviderSelectionReader.GROUP);
    SettingsSource source = SettingsSource.of(trusted ? secrets() : Map.of(), root, groups);
    Business business = businesses.read(source);
    BusinessProviders own =
        BusinessProviders.read(source.section(BusinessProviders.SECTION), trusted, references);
    problems.addAll(source.problems());

    root.set(BusinessProviders.SECTION, own.over(server.providers()));
    SettingsSource choosing = SettingsSource.of(choices(document, own), root, groups);
    ProviderSelection selection = ProviderSelectionReader.GROUP.read(choosing);
    choosing.problems().stream().filter(one -> !problems.contains(one)).forEach(problems::add);
    return new Reading(
        business,
        selection,
        own.followed(),
        problems.stream().map(problem -> byDocumentKey(problem, own)).distinct().toList(),
        source.warnings());
  }

  /// The environment without what sets the server itself, so that only `${NAME}` finds it.
  private Map<String, String> secrets() {
    var secrets = new HashMap<>(server.environment());
    secrets.keySet().removeIf(name -> name.startsWith("KOLAN_"));
    return secrets;
  }

  /// The server's choices where the document makes none, and the keys of providers.
  private Map<String, String> choices(BusinessDocument document, BusinessProviders own) {
    var choices = secrets();
    server
        .environment()
        .forEach(
            (name, value) -> {
              if (name.startsWith("KOLAN_") && name.endsWith("_URL")) {
                choices.put(name, value);
              }
            });
    boolean chooses =
        ServerChoices.SETTINGS.stream()
            .filter(choice -> !choice.equals(ProviderSelectionReader.LANGUAGE))
            .anyMatch(choice -> document.has(choice.yaml()));
    for (Setting choice : ServerChoices.SETTINGS) {
      boolean isLanguage = choice.equals(ProviderSelectionReader.LANGUAGE);
      String servers = server.choices().get(choice.environment());
      if (servers != null && !document.has(choice.yaml()) && (isLanguage || !chooses)) {
        choices.put(choice.environment(), servers);
      }
    }
    return own.without(choices);
  }

  /// A problem under the name that the document's author knows.
  private ConfigProblem byDocumentKey(ConfigProblem problem, BusinessProviders own) {
    String key = problem.key();
    Optional<String> keyless = ProviderVariables.providerOfKey(key);
    if (keyless.isPresent()) {
      return withoutKey(keyless.get(), problem, own);
    }
    for (Setting setting : businesses.settings()) {
      if (setting.environment().equals(key)) {
        key = setting.yaml();
      }
    }
    for (Setting setting : ServerChoices.SETTINGS) {
      if (setting.environment().equals(key)) {
        key = setting.yaml();
      }
    }
    return new ConfigProblem(
        key.startsWith("business.") ? key.substring("business.".length()) : key,
        problem.seen(),
        problem.remedy().replaceAll("\\bbusiness\\.(?=[a-z])", ""));
  }

  /// A provider is chosen whose key is not there.
  private static ConfigProblem withoutKey(
      String provider, ConfigProblem problem, BusinessProviders own) {
    String remedy =
        own.isEmpty() || own.serverKeys()
            ? "the server has no key of %s; give yours here, or choose another provider"
            : "a business with a key of its own uses nobody else's; give one of %s, too, choose who"
                + " talks by mind, recogniser and voice, or set providers.server-keys to true";
    return new ConfigProblem(
        "%s.%s.key".formatted(BusinessProviders.SECTION, provider),
        problem.seen(),
        remedy.formatted(provider));
  }
}
