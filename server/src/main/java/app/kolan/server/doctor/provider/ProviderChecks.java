package app.kolan.server.doctor.provider;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.doctor.Examination;
import app.kolan.server.doctor.Section;
import app.kolan.server.mind.Mind;
import app.kolan.server.mind.TalkSoFar;
import app.kolan.server.mind.Thought;
import app.kolan.server.model.Minds;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.LineUp;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.realtime.SpeechModel;
import app.kolan.server.realtime.SpeechModels;
import app.kolan.server.realtime.SpeechPlan;
import app.kolan.server.realtime.SpeechTalk;
import app.kolan.server.recogniser.Recogniser;
import app.kolan.server.recogniser.Recognisers;
import app.kolan.server.recogniser.SecondHearing;
import app.kolan.server.voice.Speaking;
import app.kolan.server.voice.Voice;
import app.kolan.server.voice.Voices;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The checks of the providers that are chosen: each is asked for one word.
public final class ProviderChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration SOUND = Duration.ofSeconds(1);
  private static final String HELLO = "שלום";

  private ProviderChecks() {}

  public static void plan(Examination examination, LineUp lineUp) {
    for (ProviderSettings one : lineUp.speechModels()) {
      plan(examination, "speech model", one, http -> connect(SpeechModels.open(one, http)));
    }
    for (ProviderSettings one : lineUp.recognisers()) {
      plan(examination, "recogniser", one, http -> hear(Recognisers.open(one, http)));
    }
    for (ProviderSettings one : lineUp.minds()) {
      plan(examination, "mind", one, http -> think(Minds.open(one, http)));
    }
    for (ProviderSettings one : lineUp.voices()) {
      plan(examination, "voice", one, http -> say(Voices.open(one, http)));
    }
  }

  private static void plan(
      Examination examination, String job, ProviderSettings settings, Probe probe) {
    examination.plan(Section.PROVIDERS, new ProviderCheck(job, settings, probe));
  }

  private static String connect(SpeechModel model) throws ProviderFailure, InterruptedException {
    var ready = new CompletableFuture<Boolean>();
    var plan = new SpeechPlan("Say nothing.", List.of(), List.of());
    try (SpeechTalk talk = model.open(plan, new Readiness(ready))) {
      talk.hear(Mulaw.SILENT_FRAME);
      ready.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return "is ready to talk";
    } catch (TimeoutException e) {
      throw new ProviderFailure(model.provider(), FailureKind.TOO_SLOW, "it does not get ready");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    }
  }

  private static String hear(Recogniser recogniser) throws ProviderFailure, InterruptedException {
    SecondHearing.words(recogniser, Mulaw.silence(SOUND), PATIENCE);
    return "has listened to a second of silence";
  }

  private static String think(Mind mind) throws ProviderFailure, InterruptedException {
    var question =
        new TalkSoFar(
            "Answer with one word.", List.of(new TalkSoFar.Message.FromCaller(HELLO)), List.of());
    try (Thought thought = mind.think(question)) {
      int letters = 0;
      for (Thought.Piece piece = thought.next(); piece != null; piece = thought.next()) {
        if (piece instanceof Thought.Piece.Words(var words)) {
          letters += words.length();
        }
      }
      return "has answered %d letters".formatted(letters);
    }
  }

  private static String say(Voice voice) throws ProviderFailure, InterruptedException {
    try (Speaking speaking = voice.say(HELLO)) {
      Duration said = Duration.ZERO;
      for (Mulaw piece = speaking.next(); piece != null; piece = speaking.next()) {
        said = said.plus(piece.duration());
      }
      return "has said %.1f s of sound".formatted(said.toMillis() / 1000.0);
    }
  }
}
