package app.kolan.server.tts;

import app.kolan.server.provider.FallbackAttempts;
import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// A text that is said by the first of several voices that can.
final class FallbackSynthesis implements Synthesis {
  private final FallbackAttempts<TextToSpeech> attempts;
  private final String text;
  private volatile Synthesis current = new EmptySynthesis();

  private FallbackSynthesis(FallbackAttempts<TextToSpeech> attempts, String text) {
    this.attempts = attempts;
    this.text = text;
  }

  static FallbackSynthesis begin(
      FallbackProviders<TextToSpeech> voices, String text, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    var begun = new FallbackSynthesis(FallbackAttempts.begin(voices, listener), text);
    begun.ask();
    return begun;
  }

  @Override
  public @Nullable Mulaw next() throws ProviderFailure, InterruptedException {
    while (!attempts.isOver()) {
      try {
        Mulaw piece = current.next();
        if (piece != null) {
          attempts.begun();
        } else if (!attempts.isOver()) {
          attempts.succeeded();
        }
        return piece;
      } catch (ProviderFailure failure) {
        current.close();
        if (!attempts.isOver()) {
          attempts.failed(failure, false);
          ask();
        }
      } catch (InterruptedException cancelled) {
        close();
        throw cancelled;
      }
    }
    return null;
  }

  /// Asks the voice whose turn it is, and if it does not take the text those behind it.
  private void ask() throws ProviderFailure, InterruptedException {
    while (!attempts.isOver()) {
      try {
        current = attempts.ask().say(text);
        if (attempts.isOver()) {
          current.close();
        }
        return;
      } catch (ProviderFailure failure) {
        attempts.failed(failure, false);
      } catch (InterruptedException cancelled) {
        close();
        throw cancelled;
      }
    }
  }

  @Override
  public void close() {
    attempts.close();
    current.close();
  }
}
