package app.kolan.doctor.provider;

import app.kolan.doctor.CheckRunner;
import app.kolan.doctor.Section;
import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatStream;
import app.kolan.server.llm.LanguageModel;
import app.kolan.server.llm.LanguageModels;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.realtime.RealtimeModels;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.SpeechToTexts;
import app.kolan.server.tts.Synthesis;
import app.kolan.server.tts.TextToSpeech;
import app.kolan.server.tts.TextToSpeeches;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The checks of the configured providers: each gets one minimal request.
public final class ProviderChecks {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);
  private static final Duration SOUND = Duration.ofSeconds(1);
  private static final String HELLO = "שלום";

  private ProviderChecks() {}

  public static void plan(CheckRunner examination, ProviderSelection providers) {
    for (ProviderSettings one : providers.speechModels()) {
      plan(examination, "speech model", one, http -> connect(RealtimeModels.open(one, http)));
    }
    for (ProviderSettings one : providers.speechToTexts()) {
      plan(examination, "recogniser", one, http -> transcribe(SpeechToTexts.open(one, http)));
    }
    for (ProviderSettings one : providers.languageModels()) {
      plan(examination, "mind", one, http -> complete(LanguageModels.open(one, http)));
    }
    for (ProviderSettings one : providers.voices()) {
      plan(examination, "voice", one, http -> synthesize(TextToSpeeches.open(one, http)));
    }
  }

  private static void plan(
      CheckRunner examination, String job, ProviderSettings settings, ProviderProbe probe) {
    examination.plan(Section.PROVIDERS, new ProviderCheck(job, settings, probe));
  }

  private static String connect(RealtimeModel model) throws ProviderFailure, InterruptedException {
    var ready = new CompletableFuture<Boolean>();
    var plan = new RealtimeOptions("Say nothing.", List.of(), List.of());
    try (RealtimeConversation conversation = model.open(plan, new Readiness(ready))) {
      conversation.hear(Mulaw.SILENT_FRAME);
      ready.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
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

  private static String transcribe(SpeechToText speechToText)
      throws ProviderFailure, InterruptedException {
    SingleTurn.words(speechToText, Mulaw.silence(SOUND), TIMEOUT);
    return "has listened to a second of silence";
  }

  private static String complete(LanguageModel languageModel)
      throws ProviderFailure, InterruptedException {
    var question =
        new ChatInput(
            "Answer with one word.", List.of(new ChatInput.Message.FromCaller(HELLO)), List.of());
    try (ChatStream chatStream = languageModel.chat(question)) {
      int letters = 0;
      for (ChatStream.Piece piece = chatStream.next(); piece != null; piece = chatStream.next()) {
        if (piece instanceof ChatStream.Piece.Words(var words)) {
          letters += words.length();
        }
      }
      return "has answered %d letters".formatted(letters);
    }
  }

  private static String synthesize(TextToSpeech voice)
      throws ProviderFailure, InterruptedException {
    try (Synthesis speaking = voice.say(HELLO)) {
      Duration said = Duration.ZERO;
      for (Mulaw piece = speaking.next(); piece != null; piece = speaking.next()) {
        said = said.plus(piece.duration());
      }
      return "has said %.1f s of sound".formatted(said.toMillis() / 1000.0);
    }
  }
}
