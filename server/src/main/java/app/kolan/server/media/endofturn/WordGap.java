package app.kolan.server.media.endofturn;

/// What the last word of a clause needs next.
enum WordGap {
  NONE,
  /// The particle of definite objects needs one.
  OBJECT,
  /// A preposition or a construct needs a noun.
  NOUN,
  /// A preposition or a noun that mostly needs a noun.
  LOOSE,
  /// "More", "very": what it measures.
  DEGREE,
  /// What is counted.
  NUMBER,
  /// What is denied.
  NEGATED,
  /// A lone letter: a prefix, unless it is spelled.
  LONE,
  /// The rest of an address of mail.
  SEPARATOR
}
