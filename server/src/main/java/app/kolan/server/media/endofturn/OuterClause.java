package app.kolan.server.media.endofturn;

/// What the clause around a subordinate one lacks.
enum OuterClause {
  NONE,
  /// A subordinate clause came first.
  MAIN,
  /// A noun with a relative clause came first.
  PREDICATE
}
