package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Transcribes a turn that one provider has lost with another provider.
public final class Retranscription {
  /// The largest message that suits the providers.
  private static final int PIECE = Mulaw.RATE / 10;

  /// In a call, audio follows a turn, and some providers rely on that.
  private static final Mulaw AFTERWARDS = Mulaw.silence(Duration.ofSeconds(1));

  private Retranscription() {}

  /// Transcribes a turn's audio by itself, on a connection of its own.
  ///
  /// @param sound the audio of the turn alone
  /// @param bound the timeout, which includes the connection
  /// @throws ProviderFailure when this provider fails too
  /// @throws InterruptedException promptly
  public static String words(SpeechToText other, Mulaw sound, Duration bound)
      throws ProviderFailure, InterruptedException {
    var answer = new CompletableFuture<String>();
    try (TranscriptionSession recognition = other.begin(new Waiting(answer))) {
      for (int at = 0; at < sound.length(); at += PIECE) {
        recognition.hear(sound.slice(at, at + PIECE));
      }
      recognition.turnEnded(1, sound);
      recognition.hear(AFTERWARDS);
      return answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ProviderFailure(other.provider(), FailureKind.TOO_SLOW, "no words in time");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("speech-to-text reports failures to its listener only", e);
    }
  }

  private record Waiting(CompletableFuture<String> answer) implements TranscriptionListener {
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
