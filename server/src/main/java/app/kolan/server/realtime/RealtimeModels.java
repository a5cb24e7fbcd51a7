package app.kolan.server.realtime;

import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.openai.OpenAiRealtimeModel;
import app.kolan.server.realtime.openai.SessionOptions;
import java.util.Map;

/// The realtime models that Kolan supports.
public final class RealtimeModels {
  /// The providers, with their defaults.
  public static final ProviderCatalogue CATALOGUE =
      ProviderCatalogue.read("providers/realtime.yaml");

  private static final Map<String, SessionOptions> TERMS =
      SessionOptions.read("providers/realtime-sessions.yaml");

  private RealtimeModels() {}

  /// A model as configured; no request is sent yet.
  ///
  /// @throws IllegalArgumentException when there is no such provider
  public static RealtimeModel open(ProviderSettings settings, ProviderHttp http) {
    return open(settings, terms(settings.provider()), http);
  }

  /// A model with session options other than the provider's defaults.
  ///
  /// @throws IllegalArgumentException when there is no such provider
  public static RealtimeModel open(
      ProviderSettings settings, SessionOptions terms, ProviderHttp http) {
    return switch (settings.provider()) {
      case "openai-realtime", "azure-openai-realtime", "xai-realtime" ->
          new OpenAiRealtimeModel(settings, terms, http);
      case String unknown ->
          throw new IllegalArgumentException("there is no realtime provider " + unknown);
    };
  }

  /// The default session options of a provider.
  ///
  /// @throws IllegalArgumentException when there is no such provider
  public static SessionOptions terms(String provider) {
    SessionOptions terms = TERMS.get(provider);
    if (terms == null) {
      throw new IllegalArgumentException("there is no realtime provider " + provider);
    }
    return terms;
  }
}
