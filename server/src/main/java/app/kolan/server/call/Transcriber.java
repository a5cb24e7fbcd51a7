package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.provider.Health;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.server.recogniser.Recogniser;
import app.kolan.server.recogniser.RecogniserListener;
import app.kolan.server.recogniser.Recognition;
import app.kolan.server.recogniser.SecondHearing;
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
  private final List<Recogniser> recognisers;
  private final Health health;
  private volatile Witness witness = Witness.NOBODY;
  private int which;
  private @Nullable Recogniser recogniser;
  private @Nullable Recognition recognition;

  /// @param recognisers the first choice first
  public Transcriber(LiveCall call, List<Recogniser> recognisers, Health health) {
    this.call = call;
    this.recognisers = List.copyOf(recognisers);
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
    witness = learning;
  }

  /// Begins to listen.
  public void begin() throws NobodyHears {
    while (which < recognisers.size()) {
      Recogniser next = recognisers.get(which++);
      if (health.mayBeAsked(JOB, next.provider())) {
        var told = new Told(which, next.provider());
        Recognition begun = next.begin(told);
        recogniser = next;
        recognition = begun;
        call.recognise(told.numbered(begun));
        return;
      }
    }
    throw new NobodyHears();
  }

  /// A turn was understood: the recogniser is well.
  void understood() {
    if (recogniser != null) {
      health.well(JOB, recogniser.provider());
    }
  }

  /// A recogniser has failed: takes the next one.
  ///
  /// @return false when it was another than the one that listens now
  boolean replace(int failed, ProviderFailure failure) throws NobodyHears {
    if (failed != which) {
      return false;
    }
    LOG.atWarn()
        .addKeyValue("provider", failure.provider())
        .addKeyValue("kind", failure.kind())
        .log("a recogniser has failed");
    health.failed(JOB, failure);
    witness.failed(failure.provider(), failure);
    stop();
    begin();
    return true;
  }

  /// The words of a turn that its recogniser has lost.
  String hearAgain(Speech speech) throws NobodyHears {
    while (true) {
      Recogniser asked = recogniser;
      if (asked == null) {
        throw new NobodyHears();
      }
      try {
        return SecondHearing.words(asked, speech.audio(), SECOND_HEARING);
      } catch (ProviderFailure failure) {
        replace(which, failure);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NobodyHears();
      }
    }
  }

  /// Stops listening.
  @Override
  public void close() {
    if (recogniser != null) {
      health.unknown(JOB, recogniser.provider());
    }
    stop();
  }

  private void stop() {
    call.recognise(null);
    if (recognition != null) {
      recognition.close();
    }
    recogniser = null;
    recognition = null;
  }

  /// Tells the story what a recogniser says. A recogniser counts turns from the first that it
  /// hears, the call from its own first.
  private final class Told implements RecogniserListener {
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
      witness.understood(provider);
      call.note(new CallEvent.Understood(before + turn, words));
    }

    @Override
    public void failed(ProviderFailure failure) {
      call.note(new CallEvent.RecogniserFailed(mine, failure));
    }

    Recognition numbered(Recognition listening) {
      return new Recognition() {
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
