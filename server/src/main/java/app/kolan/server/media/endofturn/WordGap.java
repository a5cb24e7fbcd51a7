package app.kolan.server.media.endofturn;

/// What the last word of a clause needs next.
enum WordGap {
  NONE,
  OBJECT,
  NOUN,
  LOOSE,
  DEGREE,
  NUMBER,
  NEGATED,
  LONE,
  SEPARATOR
}
