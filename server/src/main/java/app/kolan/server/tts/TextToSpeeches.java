package app.kolan.server.tts;

import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderEntry;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import java.util.List;

/// The text-to-speech providers that Kolan supports.
public final class TextToSpeeches {
  private TextToSpeeches() {}

  /// Read once, when it is first asked for.
  private static final class Catalogue {
    private static final ProviderCatalogue ALL =
        ProviderCatalogue.read("providers/text-to-speech.yaml");
  }

  /// Their providers, with the defaults of each.
  public static ProviderCatalogue catalogue() {
    return Catalogue.ALL;
  }

  /// Whether there are voices and all of them read Hebrew vowel points.
  public static boolean readNiqqud(List<ProviderSettings> voices) {
    return !voices.isEmpty()
        && voices.stream()
            .map(voice -> catalogue().find(voice.provider()))
            .allMatch(entry -> entry.map(ProviderEntry::niqqud).orElse(false));
  }

  /// The provider as configured. No request is sent yet.
  ///
  /// @throws IllegalArgumentException when the provider is not in the catalogue
  public static TextToSpeech open(ProviderSettings settings, ProviderHttp http) {
    return switch (settings.provider()) {
      case "azure" -> new AzureTextToSpeech(settings, http);
      case "google" -> new GoogleTextToSpeech(settings, http);
      case "elevenlabs" -> ElevenLabsTextToSpeech.of(settings, http);
      case "soniox" -> new SocketTextToSpeech(new SonioxSocketProtocol(settings), http);
      case "openai" -> new OpenAiTextToSpeech(settings, http);
      case "espeak" -> new EspeakTextToSpeech(settings);
      default ->
          throw new IllegalArgumentException(
              "there is no text-to-speech provider " + settings.provider());
    };
  }
}
