package app.kolan.server.directory;

import app.kolan.server.provider.ProviderVariables;
import app.kolan.server.settings.DidYouMean;
import app.kolan.server.settings.PastedText;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.SecretReference;
import app.kolan.server.settings.SecretReferences;
import app.kolan.server.settings.SecretReferences.SecretLookup;
import app.kolan.server.settings.YamlSection;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The keys of providers that a business has of its own: what stands below `providers` in its
/// document.
///
/// A business with a key of its own uses nobody else's: neither for the same provider, nor for
/// another one, unless it says `server-keys: true`. An address is the operator's to give, and what
/// is sent there is the business's key alone.
///
/// @param providers what is its own, by the providers' names
/// @param serverKeys whether the server's keys serve the providers that it has none of
/// @param followed what came of each reference that was followed
record BusinessProviders(
    Map<String, Own> providers, boolean serverKeys, Map<String, SecretLookup> followed) {
  static final String SECTION = "providers";
  static final String SERVER_KEYS = "server-keys";
  static final String KEY = "key";
  static final String URL = "url";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

  /// @param key what is sent to the provider; empty when there is none, or its reference leads
  ///   nowhere
  /// @param url the base of its interface; empty for the server's
  record Own(Optional<Secret> key, Optional<String> url) {}

  BusinessProviders {
    providers = Map.copyOf(providers);
    followed = Map.copyOf(followed);
  }

  /// Reads them. What is wrong is reported to the section.
  ///
  /// @param trusted whether the document is the operator's, which may name addresses, and where a
  ///   secret is
  static BusinessProviders read(YamlSection section, boolean trusted, SecretReferences references) {
    var providers = new HashMap<String, Own>();
    var followed = new HashMap<String, SecretLookup>();
    List<String> known = ProviderVariables.providersWithKeys();
    section
        .entries()
        .forEach(
            (name, facts) -> {
              if (name.equals(SERVER_KEYS)) {
                return;
              }
              if (!known.contains(name)) {
                facts.problem("not a provider", DidYouMean.hint(name, known));
              } else if (!facts.isMap()) {
                facts.problem("no map", "give it a key");
              } else {
                facts.only(List.of(KEY, URL));
                providers.put(
                    name,
                    new Own(
                        key(facts.at(KEY), trusted, references, followed),
                        url(facts.at(URL), trusted)));
              }
            });
    return new BusinessProviders(providers, section.at(SERVER_KEYS).flag(), followed);
  }

  private static Optional<Secret> key(
      YamlSection key,
      boolean trusted,
      SecretReferences references,
      Map<String, SecretLookup> followed) {
    String text = key.text("");
    if (text.isEmpty() || text.equals(SecretMask.MASK)) {
      return Optional.empty();
    }
    if (VARIABLE.matcher(text).find()) {
      key.problem("a variable", SecretReference.REMEDY);
      return Optional.empty();
    }
    if (!SecretReference.isMeant(text)) {
      PastedText.foreignCharacter(text)
          .ifPresent(
              foreign ->
                  key.problem(
                      "a text with " + foreign, "no key has such a character; copy it again"));
      return Optional.of(new Secret(text));
    }
    if (!trusted) {
      key.problem(
          "a reference", "only the operator of the server sets one, in a file; give the key");
      return Optional.empty();
    }
    if (SecretReference.of(text).isEmpty()) {
      key.problem(text, SecretReference.REMEDY);
      return Optional.empty();
    }
    SecretLookup found = references.find(text);
    followed.put(text, found);
    return switch (found) {
      case SecretLookup.Found(Secret secret) -> Optional.of(secret);
      case SecretLookup.Missing(String reason) -> {
        key.problem(text, reason + "; put the key there, as the server sees it");
        yield Optional.empty();
      }
    };
  }

  private static Optional<String> url(YamlSection url, boolean trusted) {
    Optional<String> text = url.text();
    if (text.isPresent() && !trusted) {
      url.problem("set", "only the operator of the server sets it, in a file");
      return Optional.empty();
    }
    return text;
  }

  boolean isEmpty() {
    return providers.isEmpty();
  }

  /// The server's environment without what the business must not use.
  Map<String, String> without(Map<String, String> environment) {
    if (isEmpty()) {
      return environment;
    }
    var left = new HashMap<>(environment);
    Set<String> gone = new HashSet<>();
    if (serverKeys) {
      providers.forEach(
          (name, own) -> {
            gone.addAll(ProviderVariables.keys(name));
            if (own.url().isPresent()) {
              gone.add(ProviderVariables.url(name));
            }
          });
    } else {
      gone.addAll(ProviderVariables.keys());
      providers.forEach(
          (name, own) -> own.url().ifPresent(_ -> gone.add(ProviderVariables.url(name))));
    }
    left.keySet().removeAll(gone);
    return left;
  }

  /// What the server has below `providers`, with what is the business's own in its place.
  ObjectNode over(JsonNode servers) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : servers.properties()) {
      boolean usable = isEmpty() || (serverKeys && !providers.containsKey(entry.getKey()));
      if (usable) {
        merged.set(entry.getKey(), entry.getValue());
      } else if (entry.getValue().has(URL)) {
        merged.putObject(entry.getKey()).set(URL, entry.getValue().get(URL));
      }
    }
    providers.forEach(
        (name, own) -> {
          ObjectNode facts =
              merged.get(name) instanceof ObjectNode there ? there : merged.putObject(name);
          own.url().ifPresent(url -> facts.put(URL, url));
          own.key().ifPresent(key -> facts.put(KEY, key.value()));
        });
    return merged;
  }
}
