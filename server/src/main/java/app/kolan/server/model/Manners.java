package app.kolan.server.model;

import org.jspecify.annotations.Nullable;

/// How a model is to answer, beyond what it is told in words. What is null is left to the model.
///
/// @param mostTokens the longest answer
/// @param temperature how freely it words things; newer models refuse to be told
/// @param effort how long it thinks before it speaks: `none`, `minimal`, `low`, … as its vendor
///   names it. Thinking is silence on the telephone; see [Efforts] for what is asked of a model
///   unless it is set here
public record Manners(
    @Nullable Integer mostTokens, @Nullable Double temperature, @Nullable String effort) {
  /// Everything is left to the model.
  public static final Manners USUAL = new Manners(null, null, null);

  Manners withEffort(@Nullable String other) {
    return new Manners(mostTokens, temperature, other);
  }
}
