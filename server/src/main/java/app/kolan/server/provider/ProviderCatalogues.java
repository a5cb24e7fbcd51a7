package app.kolan.server.provider;

/// The providers that there are, for each job. They are read when somebody asks for one of them,
/// since a server without providers starts quicker without.
final class ProviderCatalogues {
  static final ProviderCatalogue SPEECH_MODELS = ProviderCatalogue.read("providers/realtime.yaml");
  static final ProviderCatalogue RECOGNISERS = ProviderCatalogue.read("providers/recogniser.yaml");
  static final ProviderCatalogue MINDS = ProviderCatalogue.read("providers/mind.yaml");
  static final ProviderCatalogue VOICES = ProviderCatalogue.read("providers/voice.yaml");

  private ProviderCatalogues() {}
}
