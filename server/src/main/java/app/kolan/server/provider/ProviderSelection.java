package app.kolan.server.provider;

import java.util.List;

/// The providers that an operator has configured, for each job the first choice first. With none
/// configured the scripted agent talks.
///
/// @param speechModels realtime models
/// @param speechToTexts speech-to-text providers
/// @param languageModels language models
/// @param voices text-to-speech providers
public record ProviderSelection(
    List<ProviderSettings> speechModels,
    List<ProviderSettings> speechToTexts,
    List<ProviderSettings> languageModels,
    List<ProviderSettings> voices) {
  /// No providers.
  public static final ProviderSelection NONE =
      new ProviderSelection(List.of(), List.of(), List.of(), List.of());

  public ProviderSelection {
    speechModels = List.copyOf(speechModels);
    speechToTexts = List.copyOf(speechToTexts);
    languageModels = List.copyOf(languageModels);
    voices = List.copyOf(voices);
  }
}
