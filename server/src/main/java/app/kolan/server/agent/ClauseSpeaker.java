package app.kolan.server.agent;

import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.tts.Synthesis;
import app.kolan.server.tts.TextToSpeech;
import app.kolan.twilio.audio.Mulaw;

/// Has clauses said, one after the other, and notes which words are heard when.
///
/// For one answer, on its thread.
final class ClauseSpeaker {
  private static final String JOB = "tts";

  private final TextToSpeech voice;
  private final SpokenForm spokenForm;
  private final SpokenText text;
  private final TurnStages stages;
  private final FallbackListener telemetry;

  ClauseSpeaker(TextToSpeech voice, SpokenForm spokenForm, SpokenText text, TurnStages stages) {
    this.voice = voice;
    this.spokenForm = spokenForm;
    this.text = text;
    this.stages = stages;
    this.telemetry = new ProviderStages(JOB, stages);
  }

  /// A clause could not be said.
  static final class NobodySpeaks extends Exception {
    private static final long serialVersionUID = 1L;

    NobodySpeaks() {
      super("no voice is left", null, false, false);
    }
  }

  /// Adds a clause to an utterance.
  void say(String clause, Utterance utterance) throws NobodySpeaks, InterruptedException {
    String spoken = spokenForm.of(clause).strip();
    text.begin(clause, utterance.made());
    if (!spoken.isEmpty()) {
      utterance.awaitRoom();
      synthesize(spoken, utterance);
    }
    text.complete();
  }

  private void synthesize(String spoken, Utterance utterance)
      throws NobodySpeaks, InterruptedException {
    stages.reached(TurnStage.VOICE_ASKED);
    try (Synthesis speaking = voice.say(spoken, telemetry)) {
      for (Mulaw piece = speaking.next(); piece != null; piece = speaking.next()) {
        stages.reached(TurnStage.FIRST_SOUND);
        text.reaches(utterance.add(piece).plus(piece.duration()));
      }
    } catch (ProviderFailure failure) {
      stages.failed(JOB, failure);
      throw new NobodySpeaks();
    }
  }
}
