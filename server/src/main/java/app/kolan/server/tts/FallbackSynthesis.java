package app.kolan.server.tts;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.FallbackAttempts;
import app.kolan.server.provider.FallbackListener;
import app.kolan.server.provider.FallbackProviders;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text that is said by the first of several voices that can.
///
/// Sound that nobody can hear is none: what is silent is held back until something audible follows,
/// and a voice that gives nothing else, or nothing else for too long, has failed.
final class FallbackSynthesis implements Synthesis {
  /// Softer than this, of 32,768, is no speech: some -50 dB below the loudest.
  private static final int SOFTEST = 100;

  private static final int LONGEST_SILENCE = 2 * Mulaw.RATE;

  private final FallbackAttempts<TextToSpeech> attempts;
  private final String text;
  private volatile Synthesis current = new EmptySynthesis();

  /// What the current voice has given before anything audible.
  private final List<Mulaw> silent = new ArrayList<>();

  private String voice = "";
  private boolean audible;

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
        Mulaw piece = nextHeard();
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

  /// The next piece, once something of the text can be heard.
  private @Nullable Mulaw nextHeard() throws ProviderFailure, InterruptedException {
    while (!audible) {
      Mulaw piece = current.next();
      if (piece == null && attempts.isOver()) {
        return null;
      }
      if (piece == null || silent.stream().mapToInt(Mulaw::length).sum() > LONGEST_SILENCE) {
        throw new ProviderFailure(voice, FailureKind.EMPTY, "nothing that can be heard");
      }
      silent.add(piece);
      if (isAudible(piece)) {
        audible = true;
        return Mulaw.join(silent);
      }
    }
    return current.next();
  }

  private static boolean isAudible(Mulaw piece) {
    for (int i = 0; i < piece.length(); i++) {
      if (Math.abs(piece.sampleAt(i)) > SOFTEST) {
        return true;
      }
    }
    return false;
  }

  /// Asks the voice whose turn it is, and if it does not take the text those behind it.
  private void ask() throws ProviderFailure, InterruptedException {
    while (!attempts.isOver()) {
      try {
        TextToSpeech asked = attempts.ask();
        voice = asked.provider();
        audible = text.codePoints().noneMatch(Character::isLetterOrDigit);
        silent.clear();
        current = asked.say(text);
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
