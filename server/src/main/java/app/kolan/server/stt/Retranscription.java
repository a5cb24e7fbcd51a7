package app.kolan.server.stt;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A turn that one recogniser has lost, heard by another.
public final class Retranscription {
  /// As much as vendors like in one message.
  private static final int PIECE = Mulaw.RATE / 10;

  /// A call goes on after a turn, and some vendors go by that.
  private static final Mulaw AFTERWARDS = Mulaw.silence(Duration.ofSeconds(1));

  private Retranscription() {}

  /// Has a turn's sound recognised by itself, on a connection of its own.
  ///
  /// @param sound the turn alone
  /// @param bound how long it may take, the connection included
  /// @throws ProviderFailure when this one fails too
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
      throw new IllegalStateException("a recogniser fails by its listener alone", e);
    }
  }

  private record Waiting(CompletableFuture<String> answer) implements TranscriptionListener {
    @Override
    public void interim(String words) {
      // the whole turn is wanted
    }

    @Override
    public void endpoint() {
      // the turn is over
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
