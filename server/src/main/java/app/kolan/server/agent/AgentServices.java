package app.kolan.server.agent;

import app.kolan.server.llm.LanguageModel;
import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.session.ReplyTiming;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.telemetry.CallListener;
import app.kolan.server.tool.ToolBox;
import app.kolan.server.tts.TextToSpeech;
import org.jspecify.annotations.Nullable;

/// All that receptionists who understand need, shared by all calls. There is one provider for each
/// job, which may be several that stand in for each other, or null where none is set.
///
/// @param instructions who the receptionist is and how it behaves
public record AgentServices(
    @Nullable RealtimeModel realtimeModel,
    @Nullable SpeechToText speechToText,
    @Nullable LanguageModel languageModel,
    @Nullable TextToSpeech textToSpeech,
    SystemPrompt instructions,
    SpokenForm spokenForm,
    ToolBox tools,
    ReplyTiming timing,
    CallListener watch) {
  /// Those who can understand, think and speak by way of words; null when one of them is missing.
  @Nullable Cascade cascade() {
    return speechToText == null || languageModel == null || textToSpeech == null
        ? null
        : new Cascade(speechToText, languageModel, textToSpeech);
  }

  /// Opens connections for the first answer of a call that comes, where words are what it is made
  /// of. Returns at once.
  public void connect() {
    Cascade cascade = cascade();
    if (cascade != null) {
      cascade.languageModel().connect();
      cascade.textToSpeech().connect();
    }
  }

  record Cascade(
      SpeechToText speechToText, LanguageModel languageModel, TextToSpeech textToSpeech) {}
}
