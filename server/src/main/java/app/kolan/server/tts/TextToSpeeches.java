package app.kolan.server.tts;

import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;

/// The voices that Kolan knows.
public final class TextToSpeeches {
  private TextToSpeeches() {}

  /// Their providers, with the defaults of each.
  public static ProviderCatalogue catalogue() {
    return ProviderCatalogue.read("providers/voice.yaml");
  }

  /// The voice that an operator has chosen. Nothing is asked of the provider yet.
  ///
  /// @throws IllegalArgumentException when the provider is none of the catalogue's
  public static TextToSpeech open(ProviderSettings settings, ProviderHttp http) {
    return switch (settings.provider()) {
      case "azure" -> new AzureTextToSpeech(settings, http);
      case "google" -> new GoogleTextToSpeech(settings, http);
      case "elevenlabs" -> ElevenLabsTextToSpeech.of(settings, http);
      case "soniox" -> new SocketTextToSpeech(new SonioxSocketProtocol(settings), http);
      case "openai" -> new OpenAiTextToSpeech(settings, http);
      case "espeak" -> new EspeakTextToSpeech(settings);
      default -> throw new IllegalArgumentException("no voice is called " + settings.provider());
    };
  }
}
