package app.kolan.server.tts;

import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.FallbackProviders.Attempt;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// A text that is said by the first of several voices that can.
final class FallbackSynthesis implements Synthesis {
  private final FallbackProviders<TextToSpeech> voices;
  private final String text;
  private final FallbackListener listener;
  private volatile Attempt<TextToSpeech> attempt;
  private volatile Synthesis current = new EmptySynthesis();
  private volatile boolean over;

  private FallbackSynthesis(
      FallbackProviders<TextToSpeech> voices,
      String text,
      FallbackListener listener,
      Attempt<TextToSpeech> first) {
    this.voices = voices;
    this.text = text;
    this.listener = listener;
    this.attempt = first;
  }

  static FallbackSynthesis begin(
      FallbackProviders<TextToSpeech> voices, String text, FallbackListener listener)
      throws ProviderFailure, InterruptedException {
    Attempt<TextToSpeech> first = voices.first();
    if (first == null) {
      throw voices.nobody();
    }
    var begun = new FallbackSynthesis(voices, text, listener, first);
    begun.ask();
    return begun;
  }

  @Override
  public @Nullable Mulaw next() throws ProviderFailure, InterruptedException {
    while (!over) {
      try {
        Mulaw piece = current.next();
        if (piece == null && !over) {
          over = true;
          attempt.succeeded();
        }
        return piece;
      } catch (ProviderFailure failure) {
        current.close();
        if (!over) {
          replace(failure);
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
    while (!over) {
      listener.asked(attempt.name());
      try {
        current = attempt.provider().say(text);
        if (over) {
          current.close();
        }
        return;
      } catch (ProviderFailure failure) {
        replace(failure);
      } catch (InterruptedException cancelled) {
        close();
        throw cancelled;
      }
    }
  }

  private void replace(ProviderFailure failure) throws ProviderFailure {
    attempt.failed(failure);
    Attempt<TextToSpeech> next = over ? null : voices.after(attempt);
    if (next == null) {
      over = true;
      throw failure;
    }
    listener.replaced(failure);
    attempt = next;
    if (over) {
      next.abandoned();
    }
  }

  @Override
  public void close() {
    over = true;
    current.close();
    attempt.abandoned();
  }
}
