package app.kolan.server.llm;

import org.jspecify.annotations.Nullable;

/// How a model is to answer, beyond what it is told in words. What is null is left to the model.
///
/// @param mostTokens the longest answer
/// @param temperature how freely it words things; newer models refuse to be told
/// @param effort how long it thinks before it speaks: `none`, `minimal`, `low`, … as its vendor
///   names it. Thinking is silence on the telephone; see [ReasoningEfforts] for what is asked of a
///   model unless it is set here
public record GenerationOptions(
    @Nullable Integer mostTokens, @Nullable Double temperature, @Nullable String effort) {
  /// Everything is left to the model.
  public static final GenerationOptions USUAL = new GenerationOptions(null, null, null);

  GenerationOptions withEffort(@Nullable String other) {
    return new GenerationOptions(mostTokens, temperature, other);
  }
}
