package app.kolan.server.provider;

import app.kolan.server.settings.PastedText;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.settings.YamlSection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where providers are and the keys to them, from the environment or from the file. What is wrong
/// is reported to the source of the settings.
final class ProviderAccess {
  private static final Set<String> OF_A_PROVIDER = Set.of("url", "key", "key-file");

  private final SettingsSource source;
  private final Map<String, String> file;

  /// @param section of the file: a map of facts for each provider
  ProviderAccess(SettingsSource source, YamlSection section) {
    this.source = source;
    file = file(section);
  }

  /// What stands below `providers` in the file: `openai.url` and the like.
  private static Map<String, String> file(YamlSection providers) {
    var file = new HashMap<String, String>();
    providers
        .entries()
        .forEach(
            (name, facts) -> {
              if (!facts.isMap()) {
                facts.problem("no map", "give it a url or a key");
                return;
              }
              facts
                  .entries()
                  .forEach(
                      (fact, value) -> {
                        if (!OF_A_PROVIDER.contains(fact)) {
                          value.problem("not a setting", "give url, key or key-file");
                          return;
                        }
                        value.text().ifPresent(text -> file.put(name + "." + fact, text));
                      });
            });
    return file;
  }

  /// The base URL of its interface: the one that was set, else its usual one. Empty when it is
  /// none, which is reported.
  Optional<URI> url(ProviderEntry entry) {
    Optional<String> own = ownUrl(entry.provider());
    String text = own.orElse(entry.url()).replaceFirst("/+$", "");
    if (text.isEmpty() && entry.keyVariable().isEmpty()) {
      return Optional.of(URI.create("local:" + entry.provider()));
    }
    if (!text.matches("(https?|wss?)://[^\\s?#]+")) {
      source.problem(
          ProviderVariables.url(entry.provider()),
          text.isEmpty() ? "not set" : text,
          "give the base URL of its interface, such as "
              + (entry.url().isEmpty() ? "https://api.example.com/v1" : entry.url()));
      return Optional.empty();
    }
    return Optional.of(URI.create(inSchemeOf(entry.url(), text)));
  }

  /// A provider whose interface is a socket may be given by its http address, and the other way
  /// round.
  private static String inSchemeOf(String usual, String url) {
    if (usual.startsWith("ws") && url.startsWith("http")) {
      return "ws" + url.substring("http".length());
    }
    return usual.startsWith("http") && url.startsWith("ws")
        ? "http" + url.substring("ws".length())
        : url;
  }

  /// The address that was set for a provider, or for the family that it belongs to.
  Optional<String> ownUrl(String provider) {
    return value(ProviderVariables.url(provider), provider + ".url")
        .or(() -> ProviderFamily.of(provider).flatMap(this::ownUrl));
  }

  /// The key that was set for a provider, or for its family.
  Optional<Secret> key(ProviderEntry entry) {
    String variable = entry.keyVariable();
    if (variable.isEmpty()) {
      return Optional.empty();
    }
    String name = entry.provider();
    return value(variable, name + ".key")
        .or(() -> ProviderFamily.of(name).flatMap(family -> value(variable, family + ".key")))
        .or(
            () ->
                value(variable + "_FILE", name + ".key-file")
                    .flatMap(path -> contents(variable + "_FILE", path)))
        .map(key -> printable(variable, key))
        .map(Secret::new);
  }

  /// The key, which is reported when it has a character that cannot be sent in a header.
  private String printable(String variable, String key) {
    PastedText.foreignCharacter(key)
        .ifPresent(
            foreign ->
                source.problem(
                    variable,
                    "a text with " + foreign,
                    "no key has such a character; copy it again"));
    return key;
  }

  private Optional<String> contents(String variable, String path) {
    try {
      return filled(Files.readString(Path.of(path)));
    } catch (IOException | InvalidPathException e) {
      source.problem(variable, path, "name a file that can be read and holds the key alone");
      return Optional.empty();
    }
  }

  private Optional<String> value(String variable, String yaml) {
    return source.variable(variable).or(() -> filled(file.get(yaml)));
  }

  private static Optional<String> filled(@Nullable String text) {
    return Optional.ofNullable(text).map(PastedText::clean).filter(one -> !one.isEmpty());
  }

  /// Whether an address is of this machine, so that no key is needed.
  static boolean isLocal(String url) {
    return url.isEmpty() || url.contains("//127.0.0.1") || url.contains("//localhost");
  }
}
