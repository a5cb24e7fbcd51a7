package app.kolan.server.business;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Tells a language tag (BCP 47) of a language and country that exist from any other text.
final class LanguageTag {
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private LanguageTag() {}

  /// What to write in place of the text; empty when it is a tag, such as `he-IL`, `he` or
  /// `zh-Hant-TW`.
  static Optional<String> remedy(String text) {
    String[] parts = text.split("-", -1);
    boolean known =
        LANGUAGES.contains(parts[0].toLowerCase(Locale.ROOT))
            && Arrays.stream(parts).skip(1).allMatch(LanguageTag::isScriptOrRegion);
    if (known) {
      return Optional.empty();
    }
    return Optional.of(
        meant(text)
            .map(tag -> "write %s".formatted(tag))
            .orElse("write a language and its country, such as he-IL or en-US"));
  }

  private static boolean isScriptOrRegion(String part) {
    return part.matches("[A-Za-z]{4}|[0-9]{3}")
        || COUNTRIES.contains(part.toUpperCase(Locale.ROOT));
  }

  /// The tag of a language that was written by its name, or with an underscore.
  private static Optional<String> meant(String text) {
    String dashed = text.replace('_', '-');
    if (!dashed.equals(text) && remedy(dashed).isEmpty()) {
      return Optional.of(dashed);
    }
    return Arrays.stream(Locale.getISOLanguages())
        .filter(tag -> isName(text, Locale.of(tag)))
        .findFirst()
        .map(tag -> tag.equals("he") || tag.equals("iw") ? "he-IL" : tag);
  }

  private static boolean isName(String text, Locale language) {
    return text.equalsIgnoreCase(language.getDisplayLanguage(Locale.ENGLISH))
        || text.equalsIgnoreCase(language.getDisplayLanguage(language));
  }
}
