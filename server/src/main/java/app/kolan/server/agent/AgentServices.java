package app.kolan.server.agent;

import app.kolan.server.llm.LanguageModel;
import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.tts.TextToSpeech;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that receptionists who understand need, shared by all calls. In each list the first choice
/// comes first; a list may be empty.
///
/// @param health what is remembered of providers between calls
/// @param instructions who the receptionist is and how it behaves
public record AgentServices(
    List<RealtimeModel> speechModels,
    @Nullable SpeechToText speechToText,
    @Nullable LanguageModel languageModel,
    @Nullable TextToSpeech textToSpeech,
    CircuitBreakers health,
    SystemPrompt instructions,
    SpokenForm spokenForm,
    ToolBox tools,
    ReplyTiming timing,
    CallListener watch) {
  public AgentServices {
    speechModels = List.copyOf(speechModels);
  }

  /// Those who can understand, think and speak by way of words; null when one of them is missing.
  @Nullable Cascade cascade() {
    return speechToText == null || languageModel == null || textToSpeech == null
        ? null
        : new Cascade(speechToText, languageModel, textToSpeech);
  }

  record Cascade(
      SpeechToText speechToText, LanguageModel languageModel, TextToSpeech textToSpeech) {}
}
