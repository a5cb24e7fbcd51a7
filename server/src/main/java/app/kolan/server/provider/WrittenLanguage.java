package app.kolan.server.provider;

import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The languages that callers of a business in Israel speak, told apart by the letters that they
/// are written in: speech-to-text writes what it hears in the letters of its language.
public enum WrittenLanguage {
  HEBREW("he", UnicodeScript.HEBREW),
  ARABIC("ar", UnicodeScript.ARABIC),
  RUSSIAN("ru", UnicodeScript.CYRILLIC),
  ENGLISH("en", UnicodeScript.LATIN);

  private final String code;
  private final UnicodeScript script;

  WrittenLanguage(String code, UnicodeScript script) {
    this.code = code;
    this.script = script;
  }

  /// The language of a text: that of its Hebrew, Arabic or Cyrillic letters, whichever it has first
  /// in this order, as names in it may be in Latin ones. Hebrew when it has no letters.
  public static WrittenLanguage of(String text) {
    return Stream.of(values())
        .filter(language -> text.codePoints().anyMatch(language::isOf))
        .findFirst()
        .orElse(HEBREW);
  }

  /// The language of a BCP 47 tag such as `ru-RU`; empty when it is none of these.
  public static Optional<WrittenLanguage> ofTag(String tag) {
    String language = Locale.forLanguageTag(tag).getLanguage();
    return Stream.of(values()).filter(each -> each.code.equals(language)).findFirst();
  }

  /// ISO 639-1.
  public String code() {
    return code;
  }

  /// Its name in English.
  public String englishName() {
    return Locale.of(code).getDisplayLanguage(Locale.ENGLISH);
  }

  private boolean isOf(int letter) {
    return UnicodeScript.of(letter) == script;
  }
}
