package app.kolan.server.llm;

import org.jspecify.annotations.Nullable;

/// Parameters of a model's generation. Null leaves a parameter to the model.
///
/// @param mostTokens the maximum length of a response
/// @param temperature the sampling temperature; newer models reject it
/// @param effort the reasoning effort: `none`, `minimal`, `low`, … as the provider names it.
///   Reasoning is silence on the telephone; see [ReasoningEfforts] for the default of each model
public record GenerationOptions(
    @Nullable Integer mostTokens, @Nullable Double temperature, @Nullable String effort) {
  /// Longer than any answer on the telephone, with its tool calls: a model that goes on without end
  /// is stopped where it runs, too.
  private static final int MOST_TOKENS = 1024;

  /// Everything but the longest answer is left to the model.
  public static final GenerationOptions USUAL = new GenerationOptions(MOST_TOKENS, null, null);

  GenerationOptions withEffort(@Nullable String other) {
    return new GenerationOptions(mostTokens, temperature, other);
  }
}
