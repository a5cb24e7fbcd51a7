package app.kolan.server.session;

import app.kolan.server.media.turns.SpeechSegment;
import app.kolan.server.provider.CircuitBreakers;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.stt.Retranscription;
import app.kolan.server.stt.SpeechToText;
import app.kolan.server.stt.TranscriptionListener;
import app.kolan.server.stt.TranscriptionSession;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has one call's caller understood: by the first recogniser that is well, and when that one fails
/// by the next, which also hears the turns that the other one lost.
///
/// Used by the thread of the call.
public final class Transcriber implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Transcriber.class);
  private static final String JOB = "recogniser";
  private static final Duration SECOND_HEARING = Duration.ofSeconds(3);

  private final LiveCall call;
  private final List<SpeechToText> speechToTexts;
  private final CircuitBreakers health;
  private volatile Witness listener = Witness.NOBODY;
  private int which;
  private @Nullable SpeechToText speechToText;
  private @Nullable TranscriptionSession recognition;

  /// @param speechToTexts the first choice first
  public Transcriber(LiveCall call, List<SpeechToText> speechToTexts, CircuitBreakers health) {
    this.call = call;
    this.speechToTexts = List.copyOf(speechToTexts);
    this.health = health;
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

    /// A recogniser has failed, and the next one is taken. On the call's thread.
    void failed(String provider, ProviderFailure failure);
  }

  /// Has somebody learn from now on how well the caller is understood.
  public void tell(Witness learning) {
    listener = learning;
  }

  /// Begins to listen.
  public void begin() throws NoSpeechToText {
    while (which < speechToTexts.size()) {
      SpeechToText next = speechToTexts.get(which++);
      if (health.mayBeAsked(JOB, next.provider())) {
        var told = new Told(which, next.provider());
        TranscriptionSession begun = next.begin(told);
        speechToText = next;
        recognition = begun;
        call.transcribe(told.numbered(begun));
        return;
      }
    }
    throw new NoSpeechToText();
  }

  /// A turn was understood: the recogniser is well.
  void understood() {
    if (speechToText != null) {
      health.well(JOB, speechToText.provider());
    }
  }

  /// A recogniser has failed: takes the next one.
  ///
  /// @return false when it was another than the one that listens now
  boolean replace(int failed, ProviderFailure failure) throws NoSpeechToText {
    if (failed != which) {
      return false;
    }
    LOG.atWarn()
        .addKeyValue("provider", failure.provider())
        .addKeyValue("kind", failure.kind())
        .log("a recogniser has failed");
    health.failed(JOB, failure);
    listener.failed(failure.provider(), failure);
    stop();
    begin();
    return true;
  }

  /// The words of a turn that its recogniser has lost.
  String hearAgain(SpeechSegment speech) throws NoSpeechToText {
    while (true) {
      SpeechToText asked = speechToText;
      if (asked == null) {
        throw new NoSpeechToText();
      }
      try {
        return Retranscription.words(asked, speech.audio(), SECOND_HEARING);
      } catch (ProviderFailure failure) {
        replace(which, failure);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NoSpeechToText();
      }
    }
  }

  /// Stops listening.
  @Override
  public void close() {
    if (speechToText != null) {
      health.unknown(JOB, speechToText.provider());
    }
    stop();
  }

  private void stop() {
    call.transcribe(null);
    if (recognition != null) {
      recognition.close();
    }
    speechToText = null;
    recognition = null;
  }

  /// Tells the story what a recogniser says. A recogniser counts turns from the first that it
  /// hears, the call from its own first.
  private final class Told implements TranscriptionListener {
    private final int mine;
    private final String provider;
    private volatile long before;

    Told(int mine, String provider) {
      this.mine = mine;
      this.provider = provider;
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
      call.note(new SessionEvent.RecogniserFailed(mine, failure));
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
