package app.kolan.server.model;

import app.kolan.server.provider.Patience;
import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Opens the minds that are language models.
public final class Minds {
  private Minds() {}

  /// What is known of the providers: `providers/mind.yaml`.
  public static ProviderCatalogue catalogue() {
    return ProviderCatalogue.read("providers/mind.yaml");
  }

  /// Opens a mind with the usual manners. Nobody is asked yet.
  ///
  /// @throws IllegalArgumentException when there is no such provider
  public static ModelMind open(ProviderSettings settings, ProviderHttp http) {
    return open(settings, Manners.USUAL, http);
  }

  /// Opens a mind; see [#open(ProviderSettings, ProviderHttp)].
  public static ModelMind open(ProviderSettings settings, Manners manners, ProviderHttp http) {
    String set = manners.effort();
    String effort = set == null ? Efforts.read().of(settings.provider(), settings.model()) : set;
    Patience patience = onTheWire(settings.patience());
    Line line =
        (address, headers, body) ->
            http.post(settings.provider(), address, headers, "application/json", body, patience);
    return new ModelMind(settings, manners.withEffort(effort), vendor(settings, effort), line);
  }

  private static Vendor vendor(ProviderSettings settings, @Nullable String effort) {
    return switch (settings.provider()) {
      case "openai" -> new OpenAiVendor();
      case "anthropic" -> new AnthropicVendor(effort);
      case "gemini" -> new GeminiVendor();
      case "ollama" -> new OllamaVendor();
      default ->
          throw new IllegalArgumentException(
              "there is no mind '%s'".formatted(settings.provider()));
    };
  }

  /// The head of an answer may come at once and its first word late, so that the wire alone cannot
  /// tell the two bounds apart; [ModelThought] does.
  private static Patience onTheWire(Patience patience) {
    Duration longer =
        patience.first().compareTo(patience.next()) > 0 ? patience.first() : patience.next();
    return new Patience(patience.connect(), patience.first(), longer);
  }
}
