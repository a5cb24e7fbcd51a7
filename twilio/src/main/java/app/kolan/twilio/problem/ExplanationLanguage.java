package app.kolan.twilio.problem;

import java.util.Arrays;
import java.util.Optional;

/// A language in which problems are explained.
public enum ExplanationLanguage {
  ENGLISH("en"),
  HEBREW("he");

  private final String tag;

  ExplanationLanguage(String tag) {
    this.tag = tag;
  }

  /// Its language tag, as in BCP 47.
  public String tag() {
    return tag;
  }

  public static Optional<ExplanationLanguage> ofTag(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag.equals(tag)).findFirst();
  }
}
