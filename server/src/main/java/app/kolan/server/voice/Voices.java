package app.kolan.server.voice;

import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;

/// The voices that Kolan knows.
public final class Voices {
  private Voices() {}

  /// Their providers, with the defaults of each.
  public static ProviderCatalogue catalogue() {
    return ProviderCatalogue.read("providers/voice.yaml");
  }

  /// The voice that an operator has chosen. Nothing is asked of the provider yet.
  ///
  /// @throws IllegalArgumentException when the provider is none of the catalogue's
  public static Voice open(ProviderSettings settings, ProviderHttp http) {
    return switch (settings.provider()) {
      case "azure" -> new AzureVoice(settings, http);
      case "google" -> new GoogleVoice(settings, http);
      case "elevenlabs" -> ElevenLabsVoice.of(settings, http);
      case "soniox" -> new SocketVoice(new SonioxWire(settings), http);
      case "openai" -> new OpenAiVoice(settings, http);
      case "espeak" -> new EspeakVoice(settings);
      default -> throw new IllegalArgumentException("no voice is called " + settings.provider());
    };
  }
}
