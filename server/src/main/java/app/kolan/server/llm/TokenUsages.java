package app.kolan.server.llm;

import app.kolan.server.provider.UsageUnits;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/// The tokens of a response as providers count them, in units that mean the same for all.
///
/// OpenAI and Google count tokens from their cache among those of the input, Anthropic beside them.
final class TokenUsages {
  private TokenUsages() {}

  /// Null when the provider told nothing.
  static @Nullable UsageUnits units(@Nullable TokenUsage usage) {
    if (usage == null || number(usage.inputTokenCount()) + number(usage.outputTokenCount()) == 0) {
      return null;
    }
    long in = number(usage.inputTokenCount());
    long out = number(usage.outputTokenCount());
    return switch (usage) {
      case AnthropicTokenUsage anthropic ->
          UsageUnits.ofText(
              in + number(anthropic.cacheCreationInputTokens()),
              number(anthropic.cacheReadInputTokens()),
              out);
      case OpenAiTokenUsage openAi -> {
        var details = openAi.inputTokensDetails();
        yield among(in, details == null ? 0 : number(details.cachedTokens()), out);
      }
      case GoogleAiGeminiTokenUsage gemini ->
          among(
              in,
              number(gemini.cachedContentTokenCount()),
              out + number(gemini.thoughtsTokenCount()));
      default -> UsageUnits.ofText(in, 0, out);
    };
  }

  private static UsageUnits among(long in, long cached, long out) {
    return UsageUnits.ofText(Math.max(0, in - cached), Math.min(in, cached), out);
  }

  private static long number(@Nullable Integer count) {
    return count == null ? 0 : Math.max(0, count);
  }
}
