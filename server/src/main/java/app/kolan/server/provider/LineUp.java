package app.kolan.server.provider;

import java.util.List;

/// The providers that an operator has chosen, for each job the first choice first. With none chosen
/// the scripted receptionist talks.
///
/// @param speechModels models that hear and speak by themselves
/// @param recognisers they turn speech into words
/// @param minds they know what to answer
/// @param voices they say it
public record LineUp(
    List<ProviderSettings> speechModels,
    List<ProviderSettings> recognisers,
    List<ProviderSettings> minds,
    List<ProviderSettings> voices) {
  /// Nobody.
  public static final LineUp NONE = new LineUp(List.of(), List.of(), List.of(), List.of());

  public LineUp {
    speechModels = List.copyOf(speechModels);
    recognisers = List.copyOf(recognisers);
    minds = List.copyOf(minds);
    voices = List.copyOf(voices);
  }
}
