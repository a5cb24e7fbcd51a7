package app.kolan.server.console.text;

import java.util.Locale;
import java.util.Optional;

/// A language of the console.
public enum Language {
  HEBREW("he", "rtl", Locale.of("he", "IL"), "עברית"),
  ENGLISH("en", "ltr", Locale.of("en", "IL"), "English");

  private final String tag;
  private final String direction;
  private final Locale locale;
  private final String ownName;

  Language(String tag, String direction, Locale locale, String ownName) {
    this.tag = tag;
    this.direction = direction;
    this.locale = locale;
    this.ownName = ownName;
  }

  /// For `lang`.
  public String tag() {
    return tag;
  }

  /// For `dir`.
  public String direction() {
    return direction;
  }

  public Locale locale() {
    return locale;
  }

  /// What it is called in itself.
  public String ownName() {
    return ownName;
  }

  /// The one to switch to.
  public Language other() {
    return this == HEBREW ? ENGLISH : HEBREW;
  }

  /// The language of a tag; empty when it is none.
  public static Optional<Language> ofTag(String tag) {
    for (Language language : values()) {
      if (language.tag.equals(tag)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /// Which form of a text a count takes, as CLDR has it for these two languages.
  public Plural plural(long count) {
    if (count == 1) {
      return Plural.ONE;
    }
    return this == HEBREW && count == 2 ? Plural.TWO : Plural.OTHER;
  }

  /// The forms that a counted text has.
  public enum Plural {
    ONE("one"),
    TWO("two"),
    OTHER("other");

    private final String suffix;

    Plural(String suffix) {
      this.suffix = suffix;
    }

    /// What a key ends in, after a dot.
    public String suffix() {
      return suffix;
    }
  }
}
