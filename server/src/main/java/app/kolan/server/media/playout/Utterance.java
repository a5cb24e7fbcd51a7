package app.kolan.server.media.playout;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An utterance whose audio is produced while it is played. One thread produces it; the line's
/// thread plays it.
public final class Utterance implements PlayoutBuffer.Listener {
  /// How much audio may be produced ahead of what the caller has heard. Audio produced ahead is
  /// paid for, and lost when the caller interrupts.
  private static final int AHEAD = 8 * Mulaw.RATE;

  private final long number;
  private final BiConsumer<Utterance, Runnable> grow;
  private final Steps steps;
  private final UtteranceAudio sound = new UtteranceAudio();
  private final List<Mulaw> pieces = new ArrayList<>(1);
  private volatile int made;
  private volatile int heard;
  private volatile boolean over;
  private volatile @Nullable Thread maker;

  /// @param number counts the utterances of the call, from 1
  /// @param grow runs a change of the audio on the line's thread and plays the result; called from
  ///   the producing thread
  public Utterance(long number, BiConsumer<Utterance, Runnable> grow, Steps steps) {
    this.number = number;
    this.grow = grow;
    this.steps = steps;
  }

  /// Notified when the first audio of an utterance was sent and when the first of it was heard, on
  /// the line's thread.
  public interface Steps {
    Steps UNSEEN =
        new Steps() {
          @Override
          public void firstSent() {}

          @Override
          public void firstHeard() {}
        };

    void firstSent();

    void firstHeard();
  }

  /// Appends audio.
  ///
  /// @return where in the utterance it begins
  public synchronized Duration add(Mulaw piece) {
    Duration from = length(made);
    made += piece.length();
    pieces.add(piece);
    grow.accept(this, () -> sound.add(piece));
    return from;
  }

  /// Marks the audio as complete.
  public void end() {
    grow.accept(this, sound::complete);
  }

  /// The length of the audio produced so far.
  public Duration made() {
    return length(made);
  }

  /// The audio produced so far, as one piece. From any thread.
  public synchronized Mulaw audio() {
    return Mulaw.join(pieces);
  }

  /// Whether playback has reached the end of the audio that exists.
  public boolean isAwaited() {
    return heard == made;
  }

  /// How much of it the caller has heard.
  public Duration heard() {
    return length(heard);
  }

  /// Waits while too much audio is ahead of what was heard.
  ///
  /// @throws InterruptedException when the thread is interrupted
  public void awaitRoom() throws InterruptedException {
    maker = Thread.currentThread();
    while (!over && made - heard > AHEAD) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  @Override
  public void heard(int samples) {
    if (samples == 0) {
      steps.firstSent();
      return;
    }
    if (heard == 0) {
      steps.firstHeard();
    }
    heard = samples;
    if (made - samples <= AHEAD) {
      LockSupport.unpark(maker);
    }
  }

  /// Counts the utterances of the call, from 1.
  public long number() {
    return number;
  }

  public UtteranceAudio sound() {
    return sound;
  }

  /// Playback has ended; nothing more is heard.
  public void over() {
    over = true;
    LockSupport.unpark(maker);
  }

  private static Duration length(int samples) {
    return Duration.ofMillis(samples / (Mulaw.RATE / 1000));
  }
}
