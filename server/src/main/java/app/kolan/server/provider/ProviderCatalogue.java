package app.kolan.server.provider;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The known providers of a port, with their defaults. They are data, not code, since models are
/// retired and voices renamed.
///
/// @param entries in the order in which they are shown
public record ProviderCatalogue(List<ProviderEntry> entries) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE).build();
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
  private static final Pattern VARIABLE = Pattern.compile("([A-Z][A-Z0-9_]*)?");

  public ProviderCatalogue {
    entries = List.copyOf(entries);
    var names = new HashSet<String>();
    for (ProviderEntry entry : entries) {
      String name = entry.provider();
      require(NAME.matcher(name).matches(), name, "is no name");
      require(names.add(name), name, "is there twice");
      require(isBase(entry.url()), name, "has no base URL without a / at its end");
      require(VARIABLE.matcher(entry.keyVariable()).matches(), name, "has no variable");
      require(!entry.keyNeeded() || !entry.keyVariable().isEmpty(), name, "has no variable");
      require(!entry.about().isBlank(), name, "has nothing said about it");
    }
  }

  /// Reads a catalogue from the class path.
  ///
  /// @param resource such as `providers/text-to-speech.yaml`: a list `entries` of mappings, with
  ///   the keys `provider`, `url`, `key-variable`, `key-needed`, `model`, `voice`, `niqqud` and
  ///   `about`
  /// @throws IllegalStateException when it is missing or malformed
  public static ProviderCatalogue read(String resource) {
    try (InputStream in = ProviderCatalogue.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + resource);
      }
      return YAML.readValue(in, ProviderCatalogue.class);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " is not in order: " + e.getMessage(), e);
    }
  }

  /// The entry of a provider.
  public Optional<ProviderEntry> find(String provider) {
    return entries.stream().filter(entry -> entry.provider().equals(provider)).findFirst();
  }

  /// The names of all, in order.
  public List<String> names() {
    return entries.stream().map(ProviderEntry::provider).toList();
  }

  private static boolean isBase(String url) {
    return url.isEmpty() || (!url.endsWith("/") && URI.create(url).getHost() != null);
  }

  private static void require(boolean fine, String name, String fault) {
    if (!fine) {
      throw new IllegalArgumentException("the provider '%s' %s".formatted(name, fault));
    }
  }
}
