package app.kolan.server.provider;

import java.util.List;

/// The providers that an operator has configured, for each job the first choice first. With none
/// configured the scripted agent talks.
///
/// @param speechModels realtime models
/// @param speechToTexts speech-to-text providers
/// @param languageModels language models
/// @param voices text-to-speech providers
/// @param otherVoices those for callers of other languages, each with its language
public record ProviderSelection(
    List<ProviderSettings> speechModels,
    List<ProviderSettings> speechToTexts,
    List<ProviderSettings> languageModels,
    List<ProviderSettings> voices,
    List<ProviderSettings> otherVoices) {
  /// No providers.
  public static final ProviderSelection NONE =
      new ProviderSelection(List.of(), List.of(), List.of(), List.of());

  public ProviderSelection {
    speechModels = List.copyOf(speechModels);
    speechToTexts = List.copyOf(speechToTexts);
    languageModels = List.copyOf(languageModels);
    voices = List.copyOf(voices);
    otherVoices = List.copyOf(otherVoices);
  }

  /// Those for callers of one language.
  public ProviderSelection(
      List<ProviderSettings> speechModels,
      List<ProviderSettings> speechToTexts,
      List<ProviderSettings> languageModels,
      List<ProviderSettings> voices) {
    this(speechModels, speechToTexts, languageModels, voices, List.of());
  }

  /// The other languages that callers are answered in.
  public List<WrittenLanguage> otherLanguages() {
    return otherVoices.stream()
        .flatMap(voice -> WrittenLanguage.ofTag(voice.language()).stream())
        .distinct()
        .toList();
  }
}
