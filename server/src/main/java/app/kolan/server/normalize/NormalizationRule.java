package app.kolan.server.normalize;

import org.jspecify.annotations.Nullable;

/// One family of things that are written in one way and read aloud in another.
///
/// A rule replaces the thing that begins at a position, or declines. It may look at the
/// neighbouring text, and replaces text from the position on.
@FunctionalInterface
interface NormalizationRule {
  /// The replacement of what begins there; null when this rule does not apply.
  @Nullable Replacement at(TextPosition place);
}
