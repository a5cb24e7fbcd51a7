package app.kolan.server.recogniser;

import app.kolan.server.provider.ProviderCatalogue;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/// Opens the recognisers that Kolan knows.
public final class Recognisers {
  private Recognisers() {}

  /// The recognisers that Kolan knows, and what is usual with them.
  public static ProviderCatalogue catalogue() {
    return ProviderCatalogue.read("providers/recogniser.yaml");
  }

  /// The recogniser of these settings. It connects when a call begins.
  ///
  /// @throws IllegalArgumentException for a provider that is not in the catalogue
  public static Recogniser open(ProviderSettings settings, ProviderHttp http) {
    return switch (settings.provider()) {
      case "deepgram" ->
          relay(
              new Deepgram(settings, http.client(), clock(), Deepgram.KEEP_ALIVE),
              Deepgram.SESSION);
      case "soniox" ->
          relay(new Soniox(settings, http.client(), clock(), Soniox.KEEP_ALIVE), Soniox.SESSION);
      case "openai" ->
          relay(
              new OpenAiTranscription(settings, http.client(), clock()),
              OpenAiTranscription.SESSION);
      case "openai-files" -> new TranscriptionFiles(settings, http);
      default ->
          throw new IllegalArgumentException("there is no recogniser " + settings.provider());
    };
  }

  private static Recogniser relay(Recogniser limited, Duration limit) {
    return new Relay(limited, limit, System::nanoTime);
  }

  /// For the time bounds and keep-alives of all calls of a recogniser; they take no time
  /// themselves.
  static ScheduledExecutorService clock() {
    var clock =
        new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("recogniser-clock").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }
}
