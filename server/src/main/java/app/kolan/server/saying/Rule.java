package app.kolan.server.saying;

import org.jspecify.annotations.Nullable;

/// One family of things that are written in one way and said in another.
///
/// A rule takes the thing that begins at a place, or leaves it. It may look at the neighbours, and
/// takes text from the place on.
@FunctionalInterface
interface Rule {
  /// What is said there; null when this rule is not concerned.
  @Nullable Said at(Place place);
}
