package app.kolan.twilio.problem;

import java.util.Arrays;
import java.util.Optional;

/// A language in which problems are explained.
public enum Language {
  ENGLISH("en"),
  HEBREW("he");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /// Its language tag, as in BCP 47.
  public String tag() {
    return tag;
  }

  public static Optional<Language> ofTag(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag.equals(tag)).findFirst();
  }
}
