package app.kolan.server.stt;

import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.Timeout;
import app.kolan.server.provider.wire.ProviderHttp;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/// Opens the configured speech-to-text providers.
public final class SpeechToTexts {
  private SpeechToTexts() {}

  /// The known providers and their defaults.
  public static ProviderCatalogue catalogue() {
    return ProviderCatalogue.read("providers/speech-to-text.yaml");
  }

  /// The provider of these settings. It connects when a call begins.
  ///
  /// @throws IllegalArgumentException for a provider that is not in the catalogue
  public static SpeechToText open(ProviderSettings settings, ProviderHttp http) {
    return switch (settings.provider()) {
      case "deepgram" ->
          rollover(
              new DeepgramSpeechToText(
                  settings, http.client(), clock(), DeepgramSpeechToText.KEEP_ALIVE),
              DeepgramSpeechToText.SESSION);
      case "soniox" ->
          rollover(
              new SonioxSpeechToText(
                  settings, http.client(), clock(), SonioxSpeechToText.KEEP_ALIVE),
              SonioxSpeechToText.SESSION);
      case "openai" ->
          rollover(
              new OpenAiSpeechToText(settings, http.client(), clock()), OpenAiSpeechToText.SESSION);
      case "openai-files" -> new FileSpeechToText(settings, http);
      default ->
          throw new IllegalArgumentException(
              "there is no speech-to-text provider " + settings.provider());
    };
  }

  private static SpeechToText rollover(SpeechToText limited, Duration limit) {
    return new SessionRollover(limited, limit, System::nanoTime);
  }

  /// The scheduler of timeouts and keep-alives for all calls of a provider.
  static ScheduledExecutorService clock() {
    return Timeout.clock("stt-clock");
  }
}
