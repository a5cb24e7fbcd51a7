package app.kolan.server.normalize;

/// The language that a text is read aloud in.
public enum SpokenLanguage {
  /// Hebrew, with English words in it where the text has them.
  HEBREW,
  /// English.
  ENGLISH;

  /// The language of a text by its letters: English only when it has Latin letters and no Hebrew
  /// one.
  ///
  /// A text without letters is Hebrew. A caller that knows the language of the whole response
  /// passes it instead: one clause of a Hebrew response may be a single English name.
  public static SpokenLanguage of(String text) {
    if (text.codePoints().anyMatch(Letters::isHebrew)) {
      return HEBREW;
    }
    return text.codePoints().anyMatch(Letters::isLatin) ? ENGLISH : HEBREW;
  }
}
