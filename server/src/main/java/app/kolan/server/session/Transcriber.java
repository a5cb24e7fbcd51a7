package app.kolan.server.session;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.TranscriptionListener;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import org.jspecify.annotations.Nullable;

/// Has one call's caller understood: passes the caller's sound on to the recogniser, and puts the
/// words into the call's mailbox.
///
/// Used by the thread of the call.
public final class Transcriber implements AutoCloseable {
  private final LiveCall call;
  private final SpeechToText speechToText;
  private volatile Witness listener = Witness.NOBODY;
  private @Nullable TranscriptionSession recognition;

  public Transcriber(LiveCall call, SpeechToText speechToText) {
    this.call = call;
    this.speechToText = speechToText;
  }

  /// Learns how well the caller is understood.
  public interface Witness {
    Witness NOBODY =
        new Witness() {
          @Override
          public void understood(String provider) {}

          @Override
          public void failed(String provider, ProviderFailure failure) {}
        };

    /// A recogniser has told the words of a turn for good. On its thread.
    void understood(String provider);

    /// A recogniser has failed, be there a next one or not. On its thread.
    void failed(String provider, ProviderFailure failure);
  }

  /// Has somebody learn from now on how well the caller is understood.
  public void tell(Witness learning) {
    listener = learning;
  }

  /// Begins to listen.
  ///
  /// @throws NoSpeechToText when it is known at once that nobody can
  public void begin() throws NoSpeechToText {
    var told = new Told(speechToText.provider());
    TranscriptionSession begun = speechToText.begin(told);
    if (told.over) {
      throw new NoSpeechToText();
    }
    recognition = begun;
    call.transcribe(told.numbered(begun));
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

  /// Tells the story what a recogniser says. A recogniser counts turns from the first that it
  /// hears, the call from its own first.
  private final class Told implements TranscriptionListener {
    private volatile String provider;
    private volatile long before;
    private volatile boolean over;

    Told(String provider) {
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
      call.note(new SessionEvent.RecogniserFailed(failure));
    }

    TranscriptionSession numbered(TranscriptionSession listening) {
      return new TranscriptionSession() {
        private boolean turnHeard;

        @Override
        public void hear(Mulaw sound) {
          listening.hear(sound);
        }

        @Override
        public void turnEnded(long turn, Mulaw sound) {
          if (!turnHeard) {
            turnHeard = true;
            before = turn - 1;
          }
          listening.turnEnded(turn - before, sound);
        }

        @Override
        public void close() {
          listening.close();
        }
      };
    }
  }
}
