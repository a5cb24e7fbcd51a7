package app.kolan.server.agent;

import app.kolan.server.media.playout.SpokenText;
import app.kolan.server.media.playout.Utterance;
import app.kolan.server.normalize.SpokenForm;
import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.telemetry.TurnStage;
import app.kolan.server.telemetry.TurnStages;
import app.kolan.server.tts.Synthesis;
import app.kolan.server.tts.TextToSpeech;
import app.kolan.twilio.audio.Mulaw;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says clauses by the first voice that is well. A voice that fails in the middle of a clause
/// leaves the whole clause to the next: the caller hears its beginning twice, and loses no word.
///
/// For one answer, on its thread.
final class ClauseSpeaker {
  private static final Logger LOG = LoggerFactory.getLogger(ClauseSpeaker.class);
  private static final String JOB = "voice";

  private final List<TextToSpeech> voices;
  private final CircuitBreakers health;
  private final SpokenForm spokenForm;
  private final SpokenText text;
  private final TurnStages stages;

  ClauseSpeaker(AgentServices services, SpokenText text, TurnStages stages) {
    this.voices = services.voices();
    this.health = services.health();
    this.spokenForm = services.spokenForm();
    this.text = text;
    this.stages = stages;
  }

  /// No voice could say a clause.
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
    if (spoken.isEmpty()) {
      text.complete();
      return;
    }
    utterance.awaitRoom();
    for (TextToSpeech voice : voices) {
      if (health.mayBeAsked(JOB, voice.provider()) && isSaid(voice, spoken, utterance)) {
        text.complete();
        return;
      }
    }
    throw new NobodySpeaks();
  }

  private boolean isSaid(TextToSpeech voice, String spoken, Utterance utterance)
      throws InterruptedException {
    stages.reached(TurnStage.VOICE_ASKED);
    stages.asked(JOB, voice.provider());
    try (Synthesis speaking = voice.say(spoken)) {
      for (Mulaw piece = speaking.next(); piece != null; piece = speaking.next()) {
        stages.reached(TurnStage.FIRST_SOUND);
        text.reaches(utterance.add(piece).plus(piece.duration()));
      }
      health.well(JOB, voice.provider());
      return true;
    } catch (ProviderFailure failure) {
      health.failed(JOB, failure);
      stages.failed(JOB, failure);
      LOG.atWarn()
          .addKeyValue("provider", failure.provider())
          .addKeyValue("kind", failure.kind())
          .log("a voice has failed");
      return false;
    } catch (InterruptedException cancelled) {
      health.unknown(JOB, voice.provider());
      throw cancelled;
    }
  }
}
