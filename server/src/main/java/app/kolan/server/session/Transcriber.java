package app.kolan.server.session;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.TranscriptionListener;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Has one call's caller understood: passes the caller's sound on to the STT provider, and puts the
/// words into the call's mailbox.
///
/// Used by the thread of the call.
public final class Transcriber implements AutoCloseable {
  private final LiveCall call;
  private final SpeechToText speechToText;
  private volatile Listener listener = Listener.NOBODY;
  private @Nullable TranscriptionSession recognition;

  public Transcriber(LiveCall call, SpeechToText speechToText) {
    this.call = call;
    this.speechToText = speechToText;
  }

  /// Receives how well the caller is understood.
  public interface Listener {
    Listener NOBODY =
        new Listener() {
          @Override
          public void understood(String provider) {}

          @Override
          public void failed(String provider, ProviderFailure failure) {}
        };

    /// The final words of a turn have come. On the STT provider's thread.
    void understood(String provider);

    /// An STT provider has failed, whether or not there is a next one. On its thread.
    void failed(String provider, ProviderFailure failure);
  }

  /// Sets the listener, in place of the one before.
  public void setListener(Listener listener) {
    this.listener = listener;
  }

  /// Begins to listen.
  ///
  /// @throws NoSpeechToText when it is known at once that no STT provider can
  public void begin() throws NoSpeechToText {
    var results = new Results(speechToText.provider());
    TranscriptionSession begun = speechToText.begin(results);
    if (results.over) {
      throw new NoSpeechToText();
    }
    recognition = begun;
    call.transcribe(results.numbered(begun));
  }

  /// Stops listening.
  @Override
  public void close() {
    call.transcribe(null);
    if (recognition != null) {
      recognition.close();
      recognition = null;
    }
  }

  /// Puts what an STT provider reports into the call's mailbox. An STT provider counts turns from
  /// the first that it hears, the call from its own first.
  private final class Results implements TranscriptionListener {
    private volatile String provider;
    private volatile long before;
    private volatile boolean over;

    Results(String provider) {
      this.provider = provider;
    }

    @Override
    public void asked(String next) {
      provider = next;
    }

    @Override
    public void replaced(ProviderFailure failure) {
      listener.failed(failure.provider(), failure);
    }

    @Override
    public void interim(String words) {
      call.understood(words);
    }

    @Override
    public void endpoint() {
      call.sentenceOver();
    }

    @Override
    public void heard(long turn, String words) {
      listener.understood(provider);
      call.note(new SessionEvent.Understood(before + turn, words));
    }

    @Override
    public void failed(ProviderFailure failure) {
      over = true;
      listener.failed(failure.provider(), failure);
      call.note(new SessionEvent.SpeechToTextFailed(failure));
    }

    TranscriptionSession numbered(TranscriptionSession listening) {
      return new TranscriptionSession() {
        private boolean turnHeard;

        @Override
        public void hear(Mulaw sound) {
          listening.hear(sound);
        }

        @Override
        public void turnEnded(long turn, Mulaw sound, Duration silence) {
          if (!turnHeard) {
            turnHeard = true;
            before = turn - 1;
          }
          listening.turnEnded(turn - before, sound, silence);
        }

        @Override
        public void close() {
          listening.close();
        }
      };
    }
  }
}
