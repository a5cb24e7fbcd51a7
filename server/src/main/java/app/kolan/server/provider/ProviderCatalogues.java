package app.kolan.server.provider;

import java.util.stream.Stream;

/// The known providers of each job. They are read on first use, since a server without providers
/// starts faster without them.
final class ProviderCatalogues {
  static final ProviderCatalogue REALTIME_MODELS =
      ProviderCatalogue.read("providers/realtime.yaml");
  static final ProviderCatalogue SPEECH_TO_TEXT =
      ProviderCatalogue.read("providers/speech-to-text.yaml");
  static final ProviderCatalogue LANGUAGE_MODELS =
      ProviderCatalogue.read("providers/language-models.yaml");
  static final ProviderCatalogue TEXT_TO_SPEECH =
      ProviderCatalogue.read("providers/text-to-speech.yaml");

  private ProviderCatalogues() {}

  /// The providers of all jobs.
  static Stream<ProviderEntry> entries() {
    return Stream.of(REALTIME_MODELS, SPEECH_TO_TEXT, LANGUAGE_MODELS, TEXT_TO_SPEECH)
        .flatMap(catalogue -> catalogue.entries().stream());
  }
}
