package app.kolan.server.probe;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.TranscriptionListener;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Has a provider transcribe one turn, and waits for the words.
final class SingleTurn {
  /// The largest message that suits the providers.
  private static final int PIECE = Mulaw.RATE / 10;

  /// In a call, audio follows a turn, and some providers rely on that.
  private static final Mulaw AFTERWARDS = Mulaw.silence(Duration.ofSeconds(1));

  private SingleTurn() {}

  /// The words of a turn.
  ///
  /// @param timeout for all of it, the connection included
  static String words(SpeechToText speechToText, Mulaw sound, Duration timeout)
      throws ProviderFailure, InterruptedException {
    var answer = new CompletableFuture<String>();
    try (TranscriptionSession recognition = speechToText.begin(new Result(answer))) {
      for (int at = 0; at < sound.length(); at += PIECE) {
        recognition.hear(sound.slice(at, at + PIECE));
      }
      recognition.turnEnded(1, sound);
      recognition.hear(AFTERWARDS);
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ProviderFailure(speechToText.provider(), FailureKind.TOO_SLOW, "no words in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("speech-to-text reports failures to its listener only", e);
    }
  }

  private record Result(CompletableFuture<String> answer) implements TranscriptionListener {
    @Override
    public void interim(String words) {
      // only the whole turn counts
    }

    @Override
    public void endpoint() {
      // the turn ends by itself
    }

    @Override
    public void heard(long turn, String words) {
      answer.complete(words);
    }

    @Override
    public void failed(ProviderFailure failure) {
      answer.completeExceptionally(failure);
    }
  }
}
