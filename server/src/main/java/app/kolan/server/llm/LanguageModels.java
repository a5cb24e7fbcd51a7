package app.kolan.server.llm;

import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.provider.wire.ProviderHttp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Opens the configured language models.
public final class LanguageModels {
  private LanguageModels() {}

  /// The known providers and their defaults: `providers/language-models.yaml`.
  public static ProviderCatalogue catalogue() {
    return ProviderCatalogue.read("providers/language-models.yaml");
  }

  /// Opens a language model with the default generation options. No request is sent yet.
  ///
  /// @throws IllegalArgumentException when there is no such provider
  public static ProviderLanguageModel open(ProviderSettings settings, ProviderHttp http) {
    return open(settings, GenerationOptions.USUAL, http);
  }

  /// Opens a language model; see [#open(ProviderSettings, ProviderHttp)].
  public static ProviderLanguageModel open(
      ProviderSettings settings, GenerationOptions options, ProviderHttp http) {
    String set = options.effort();
    String effort =
        set == null ? ReasoningEfforts.read().of(settings.provider(), settings.model()) : set;
    ProviderTimeouts timeouts = onTheWire(settings.timeouts());
    Transport line =
        (address, headers, body) ->
            http.post(settings.provider(), address, headers, "application/json", body, timeouts);
    return new ProviderLanguageModel(
        settings,
        options.withEffort(effort),
        chatProvider(settings, effort),
        line,
        () -> http.connect(settings.url()));
  }

  private static ChatProvider chatProvider(ProviderSettings settings, @Nullable String effort) {
    return switch (settings.provider()) {
      case "openai" -> new OpenAiChat(settings);
      case "anthropic" -> new AnthropicChat(effort);
      case "gemini" -> new GeminiChat();
      case "ollama" -> new OllamaChat();
      default ->
          throw new IllegalArgumentException(
              "there is no language model provider '%s'".formatted(settings.provider()));
    };
  }

  /// The head of a response may come at once and its first token late, so the transport alone
  /// cannot enforce the two timeouts separately; [ProviderChatStream] does.
  private static ProviderTimeouts onTheWire(ProviderTimeouts timeouts) {
    Duration longer =
        timeouts.first().compareTo(timeouts.next()) > 0 ? timeouts.first() : timeouts.next();
    return new ProviderTimeouts(timeouts.connect(), timeouts.first(), longer);
  }
}
