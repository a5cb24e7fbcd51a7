package app.kolan.server.attendant;

import app.kolan.server.call.DialogueTiming;
import app.kolan.server.mind.Mind;
import app.kolan.server.provider.Health;
import app.kolan.server.realtime.SpeechModel;
import app.kolan.server.recogniser.Recogniser;
import app.kolan.server.saying.SpokenForm;
import app.kolan.server.seen.TurnWatch;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.voice.Voice;
import java.util.List;

/// All that receptionists who understand need, shared by all calls. In each list the first choice
/// comes first; a list may be empty.
///
/// @param health what is remembered of providers between calls
/// @param instructions who the receptionist is and how it behaves
public record Staff(
    List<SpeechModel> speechModels,
    List<Recogniser> recognisers,
    List<Mind> minds,
    List<Voice> voices,
    Health health,
    Instructions instructions,
    SpokenForm spokenForm,
    ToolBox tools,
    DialogueTiming timing,
    TurnWatch watch) {
  public Staff {
    speechModels = List.copyOf(speechModels);
    recognisers = List.copyOf(recognisers);
    minds = List.copyOf(minds);
    voices = List.copyOf(voices);
  }

  /// Whether somebody can understand, think and speak by way of words.
  boolean hasCascade() {
    return !recognisers.isEmpty() && !minds.isEmpty() && !voices.isEmpty();
  }
}
