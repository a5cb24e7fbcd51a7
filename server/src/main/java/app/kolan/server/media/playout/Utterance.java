package app.kolan.server.media.playout;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An utterance whose audio is produced while it is played. One thread produces it; the line's
/// thread plays it.
public final class Utterance implements PlayoutBuffer.Listener {
  /// How much sound may be made that nobody has heard yet. What is made ahead is paid for, and is
  /// lost when the caller interrupts.
  private static final int AHEAD = 8 * Mulaw.RATE;

  private final long number;
  private final BiConsumer<Utterance, Runnable> grow;
  private final Steps steps;
  private final UtteranceAudio sound = new UtteranceAudio();
  private volatile int made;
  private volatile int heard;
  private volatile boolean over;
  private volatile @Nullable Thread maker;

  /// @param number counts the utterances of the call, from 1
  /// @param grow runs a change of the audio on the line's thread and plays what came of it; called
  ///   from the producing thread
  public Utterance(long number, BiConsumer<Utterance, Runnable> grow, Steps steps) {
    this.number = number;
    this.grow = grow;
    this.steps = steps;
  }

  /// Learns when the first sound of an utterance went out and when the first of it was heard. On
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

  /// Adds sound to its end.
  ///
  /// @return where in the utterance it begins
  public synchronized Duration add(Mulaw piece) {
    Duration from = length(made);
    made += piece.length();
    grow.accept(this, () -> sound.add(piece));
    return from;
  }

  /// There will be no more sound.
  public void end() {
    grow.accept(this, sound::complete);
  }

  /// How long the sound is that was made so far.
  public Duration made() {
    return length(made);
  }

  /// Whether the caller is waiting for more of it.
  public boolean isAwaited() {
    return heard == made;
  }

  /// How much of it the caller has heard.
  public Duration heard() {
    return length(heard);
  }

  /// Waits while too much was made that nobody has heard yet.
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

  /// Nobody hears it any more.
  public void over() {
    over = true;
    LockSupport.unpark(maker);
  }

  private static Duration length(int samples) {
    return Duration.ofMillis(samples / (Mulaw.RATE / 1000));
  }
}
