package app.kolan.server.normalize;

import org.jspecify.annotations.Nullable;

/// One family of things that are written in one way and said in another.
///
/// A rule takes the thing that begins at a place, or leaves it. It may look at the neighbours, and
/// takes text from the place on.
@FunctionalInterface
interface NormalizationRule {
  /// What is said there; null when this rule is not concerned.
  @Nullable Replacement at(TextPosition place);
}
