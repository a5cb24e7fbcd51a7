package app.kolan.server.probe;

import app.kolan.server.llm.ChatInput;
import app.kolan.server.llm.ChatStream;
import app.kolan.server.llm.LanguageModel;
import app.kolan.server.llm.LanguageModels;
import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.wire.ProviderHttp;
import app.kolan.server.realtime.RealtimeConversation;
import app.kolan.server.realtime.RealtimeModel;
import app.kolan.server.realtime.RealtimeModels;
import app.kolan.server.realtime.RealtimeOptions;
import app.kolan.server.store.UsageJob;
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

/// Asks a provider for one word, as a call would. It costs what one word costs, and passes by the
/// circuit breakers.
public final class ProviderProbe {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);
  private static final Duration SOUND = Duration.ofSeconds(1);
  private static final String HELLO = "שלום";

  private ProviderProbe() {}

  /// Sends the request and waits for its result, within the provider's time limits.
  ///
  /// @param job not [UsageJob#TELEPHONY]
  /// @return the result in words, such as `has said 0.9 s of sound`
  public static String request(UsageJob job, ProviderSettings provider)
      throws ProviderFailure, InterruptedException {
    try (var http = new ProviderHttp()) {
      return switch (job) {
        case REALTIME -> connect(RealtimeModels.open(provider, http));
        case STT -> transcribe(SpeechToTexts.open(provider, http));
        case LLM -> complete(LanguageModels.open(provider, http));
        case TTS -> synthesize(TextToSpeeches.open(provider, http));
        case TELEPHONY -> throw new IllegalArgumentException("the line is no provider");
      };
    }
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
