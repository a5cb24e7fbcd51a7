package app.kolan.server.llm;

import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Opens the minds that are language models.
public final class LanguageModels {
  private LanguageModels() {}

  /// What is known of the providers: `providers/mind.yaml`.
  public static ProviderCatalogue catalogue() {
    return ProviderCatalogue.read("providers/mind.yaml");
  }

  /// Opens a mind with the usual manners. Nobody is asked yet.
  ///
  /// @throws IllegalArgumentException when there is no such provider
  public static ProviderLanguageModel open(ProviderSettings settings, ProviderHttp http) {
    return open(settings, GenerationOptions.USUAL, http);
  }

  /// Opens a mind; see [#open(ProviderSettings, ProviderHttp)].
  public static ProviderLanguageModel open(
      ProviderSettings settings, GenerationOptions options, ProviderHttp http) {
    String set = options.effort();
    String effort =
        set == null ? ReasoningEfforts.read().of(settings.provider(), settings.model()) : set;
    ProviderTimeouts patience = onTheWire(settings.patience());
    Transport line =
        (address, headers, body) ->
            http.post(settings.provider(), address, headers, "application/json", body, patience);
    return new ProviderLanguageModel(
        settings, options.withEffort(effort), vendor(settings, effort), line);
  }

  private static ChatProvider vendor(ProviderSettings settings, @Nullable String effort) {
    return switch (settings.provider()) {
      case "openai" -> new OpenAiChat();
      case "anthropic" -> new AnthropicChat(effort);
      case "gemini" -> new GeminiChat();
      case "ollama" -> new OllamaChat();
      default ->
          throw new IllegalArgumentException(
              "there is no mind '%s'".formatted(settings.provider()));
    };
  }

  /// The head of an answer may come at once and its first word late, so that the wire alone cannot
  /// tell the two bounds apart; [ProviderChatStream] does.
  private static ProviderTimeouts onTheWire(ProviderTimeouts patience) {
    Duration longer =
        patience.first().compareTo(patience.next()) > 0 ? patience.first() : patience.next();
    return new ProviderTimeouts(patience.connect(), patience.first(), longer);
  }
}
