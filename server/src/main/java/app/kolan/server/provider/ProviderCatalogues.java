package app.kolan.server.provider;

/// The known providers of each job. They are read on first use, since a server without providers
/// starts faster without them.
final class ProviderCatalogues {
  static final ProviderCatalogue SPEECH_MODELS = ProviderCatalogue.read("providers/realtime.yaml");
  static final ProviderCatalogue RECOGNISERS = ProviderCatalogue.read("providers/recogniser.yaml");
  static final ProviderCatalogue MINDS = ProviderCatalogue.read("providers/mind.yaml");
  static final ProviderCatalogue VOICES = ProviderCatalogue.read("providers/voice.yaml");

  private ProviderCatalogues() {}
}
