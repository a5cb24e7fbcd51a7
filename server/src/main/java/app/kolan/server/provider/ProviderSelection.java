package app.kolan.server.provider;

import java.util.List;

/// The providers that an operator has chosen, for each job the first choice first. With none chosen
/// the scripted receptionist talks.
///
/// @param speechModels models that hear and speak by themselves
/// @param speechToTexts they turn speech into words
/// @param languageModels they know what to answer
/// @param voices they say it
public record ProviderSelection(
    List<ProviderSettings> speechModels,
    List<ProviderSettings> speechToTexts,
    List<ProviderSettings> languageModels,
    List<ProviderSettings> voices) {
  /// Nobody.
  public static final ProviderSelection NONE =
      new ProviderSelection(List.of(), List.of(), List.of(), List.of());

  public ProviderSelection {
    speechModels = List.copyOf(speechModels);
    speechToTexts = List.copyOf(speechToTexts);
    languageModels = List.copyOf(languageModels);
    voices = List.copyOf(voices);
  }
}
