package app.kolan.server.media.endofturn;

/// A word as it is in a sentence.
///
/// @param prefix the prefixes before it, empty when there are none
/// @param name both together, for features
record HebrewToken(String prefix, HebrewTag tag, String name) {
  HebrewToken(String prefix, HebrewTag tag) {
    this(prefix, tag, prefix.isEmpty() ? tag.name() : prefix + "+" + tag.name());
  }

  HebrewToken(HebrewTag tag) {
    this("", tag);
  }

  HebrewToken after(String more) {
    return new HebrewToken(more + prefix, tag);
  }

  boolean has(char letter) {
    return prefix.indexOf(letter) >= 0;
  }

  boolean isBare() {
    return prefix.isEmpty() || prefix.equals("ו");
  }

  /// Whether a preposition is written together with it.
  boolean isPrepositional() {
    return has('ב') || has('ל') || has('מ') || prefix.endsWith("כ");
  }
}
