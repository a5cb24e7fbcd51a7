package app.kolan.server.provider;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The environment variables that hold the addresses and keys of providers.
public final class ProviderVariables {
  private ProviderVariables() {}

  /// The names under which providers have addresses and keys.
  public static List<String> providersWithKeys() {
    return ProviderCatalogues.entries()
        .filter(entry -> !entry.keyVariable().isEmpty())
        .map(ProviderEntry::provider)
        .distinct()
        .toList();
  }

  /// The variables that hold the key of a provider, or of one of its family.
  public static List<String> keys(String provider) {
    return keysOf(
        entry ->
            entry.provider().equals(provider)
                || ProviderFamily.of(entry.provider()).equals(Optional.of(provider)));
  }

  /// The variables that hold the key of any provider.
  public static List<String> keys() {
    return keysOf(_ -> true);
  }

  /// The provider whose key a variable holds; of several, the first of the family.
  public static Optional<String> providerOfKey(String variable) {
    return ProviderCatalogues.entries()
        .filter(entry -> entry.keyVariable().equals(variable))
        .map(ProviderEntry::provider)
        .min(Comparator.comparingInt(String::length));
  }

  private static List<String> keysOf(Predicate<ProviderEntry> which) {
    return ProviderCatalogues.entries()
        .filter(entry -> !entry.keyVariable().isEmpty())
        .filter(which)
        .flatMap(entry -> Stream.of(entry.keyVariable(), entry.keyVariable() + "_FILE"))
        .distinct()
        .toList();
  }

  /// The variables that belong to providers.
  static List<String> all() {
    return ProviderCatalogues.entries()
        .flatMap(
            entry ->
                Stream.of(
                    url(entry.provider()), entry.keyVariable(), entry.keyVariable() + "_FILE"))
        .filter(name -> name.length() > "_FILE".length())
        .distinct()
        .toList();
  }

  /// The variable that holds the address of a provider.
  public static String url(String provider) {
    return "KOLAN_" + provider.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
  }
}
