package app.kolan.server.realtime;

import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.openai.OpenAiSpeechModel;
import app.kolan.server.realtime.openai.SessionTerms;
import java.util.Map;

/// All speech models that Kolan can talk through.
public final class SpeechModels {
  /// The providers, with their defaults.
  public static final ProviderCatalogue CATALOGUE =
      ProviderCatalogue.read("providers/realtime.yaml");

  private static final Map<String, SessionTerms> TERMS =
      SessionTerms.read("providers/realtime-sessions.yaml");

  private SpeechModels() {}

  /// A model as it is set; nothing is asked of the provider yet.
  ///
  /// @throws IllegalArgumentException when there is no such provider
  public static SpeechModel open(ProviderSettings settings, ProviderHttp http) {
    return open(settings, terms(settings.provider()), http);
  }

  /// A model whose sessions have other terms than the provider's usual ones.
  ///
  /// @throws IllegalArgumentException when there is no such provider
  public static SpeechModel open(ProviderSettings settings, SessionTerms terms, ProviderHttp http) {
    return switch (settings.provider()) {
      case "openai-realtime", "azure-openai-realtime", "xai-realtime" ->
          new OpenAiSpeechModel(settings, terms, http);
      case String unknown ->
          throw new IllegalArgumentException("no speech model is called " + unknown);
    };
  }

  /// What a provider's sessions are usually asked for.
  ///
  /// @throws IllegalArgumentException when there is no such provider
  public static SessionTerms terms(String provider) {
    SessionTerms terms = TERMS.get(provider);
    if (terms == null) {
      throw new IllegalArgumentException("no speech model is called " + provider);
    }
    return terms;
  }
}
