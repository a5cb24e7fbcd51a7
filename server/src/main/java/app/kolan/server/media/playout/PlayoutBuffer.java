package app.kolan.server.media.playout;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Plays one utterance at a time, and sends no further ahead of what the caller has heard than a
/// limit.
/*
 * Audio goes out in pieces of 400 ms, each with a mark behind it. A mark that comes back says that
 * the caller has heard everything before it: marks are the truth. Between marks the caller's own
 * frames, 20 ms each, estimate how far the playing is. The estimate never goes back: a mark that is
 * late says nothing of how far the playing is by now. Each piece costs two messages out and one in;
 * with smaller ones a call would cost more, and know no more than the frames tell it.
 *
 *   sent      |-----|-----|-----|-----|                   at most 1 s ahead of the caller
 *   marks           1     2     3     4
 *   heard     |=============>                             mark 2 is back, and a few frames more
 *
 * Every utterance is a generation and marks carry its number. A `clear` throws away what Twilio has
 * queued and makes it return all marks that were out: they belong to an old generation by then, and
 * prove nothing.
 *
 * An utterance that is stopped can go on: as a new generation, from the place that was heard.
 *
 * The sound of an utterance may still grow while it is heard. When it does not grow fast enough,
 * the caller hears nothing, and we are not talking for as long as that lasts.
 *
 * Should the last mark never come back, the utterance counts as said two seconds after it must have
 * been played.
 *
 * Used by the line's thread alone.
 */
public final class PlayoutBuffer {
  private static final int PIECE = Mulaw.RATE * 2 / 5;
  private static final int LOOK_AHEAD = Mulaw.RATE;
  private static final int SAID_AGAIN = Mulaw.RATE / 5;
  private static final int PATIENCE = 100;

  private final Line line;
  private long generation;
  private UtteranceAudio sound = UtteranceAudio.of(Mulaw.EMPTY);
  private Listener listener = Listener.NOBODY;
  private boolean underWay;
  private boolean paused;
  private int sent;
  private int acknowledged;
  private int played;
  private int framesOverdue;

  public PlayoutBuffer(Line line) {
    this.line = line;
  }

  /// Receives the progress of an utterance, on the line's thread.
  interface Listener {
    Listener NOBODY = _ -> {};

    /// The caller has heard this many samples of it. Called on progress, and with 0 when the first
    /// samples were sent.
    void heard(int samples);
  }

  /// Begins an utterance whose audio may grow; one that is still playing is discarded.
  public void begin(UtteranceAudio newSound, Listener newListener) {
    if (underWay) {
      cutOff();
    }
    sound = newSound;
    listener = newListener;
    talkFrom(0);
  }

  /// The audio has grown, or is complete. Returns how much the caller has heard when that ends the
  /// utterance; null otherwise.
  public @Nullable Duration grown(UtteranceAudio which) {
    if (!underWay || which != sound) {
      return null;
    }
    if (!paused) {
      send();
    }
    return !paused && isAllAcknowledged() ? finish() : null;
  }

  /// Stops at once; [#resume] continues, and [#cutOff] discards the rest.
  public void pause() {
    if (underWay && !paused) {
      line.send(new StreamCommand.Clear());
      paused = true;
    }
  }

  /// Continues an utterance that was stopped, from 200 ms before the place where it stopped: the
  /// caller hears the interrupted word again.
  public void resume() {
    if (paused) {
      talkFrom(Math.max(0, played - SAID_AGAIN));
    }
  }

  /// 20 ms have passed at the caller's end. Returns how much the caller has heard when the
  /// utterance must be over although its last mark is missing; null otherwise.
  public @Nullable Duration frame() {
    if (!underWay || paused) {
      return null;
    }
    if (played < sent) {
      played = Math.min(sent, played + Mulaw.FRAME);
      listener.heard(played);
    }
    boolean allPlayed = sound.isComplete() && played == sound.length();
    framesOverdue = allPlayed ? framesOverdue + 1 : 0;
    send();
    return framesOverdue > PATIENCE ? finish() : null;
  }

  /// A mark came back. Returns how much the caller has heard when that ends the utterance; null
  /// otherwise.
  public @Nullable Duration markReached(String name) {
    int place = placeOf(name);
    if (!underWay || paused || place < acknowledged) {
      return null;
    }
    acknowledged = place;
    if (played < place) {
      played = place;
      listener.heard(played);
    }
    if (isAllAcknowledged()) {
      return finish();
    }
    send();
    return null;
  }

  /// Stops at once, or does not resume. Returns how much of the utterance the caller has heard.
  public Duration cutOff() {
    if (!paused) {
      line.send(new StreamCommand.Clear());
    }
    return finish();
  }

  /// Whether the caller hears us, as far as marks and frames tell.
  public boolean isTalking() {
    return underWay && !paused && (sound.isComplete() || played < sent);
  }

  /// Whether an utterance was begun, and neither heard to its end nor cut off.
  public boolean isUnderWay() {
    return underWay;
  }

  /// Whether an utterance was stopped and may resume.
  public boolean isPaused() {
    return paused;
  }

  private void talkFrom(int place) {
    generation++;
    underWay = true;
    paused = false;
    sent = place;
    acknowledged = place;
    played = place;
    framesOverdue = 0;
    send();
  }

  private void send() {
    while (sent < sound.length() && sent - played <= LOOK_AHEAD - PIECE) {
      int end = Math.min(sound.length(), sent + PIECE);
      if (!sound.isComplete()) {
        end -= (end - sent) % Mulaw.FRAME;
      }
      if (end == sent || line.isCongested()) {
        return;
      }
      line.send(new StreamCommand.Media(sound.slice(sent, end)));
      line.send(new StreamCommand.Mark(generation + ":" + end));
      if (sent == 0) {
        listener.heard(0);
      }
      sent = end;
    }
  }

  private boolean isAllAcknowledged() {
    return sound.isComplete() && acknowledged == sound.length();
  }

  private Duration finish() {
    var heard = Duration.ofMillis(played / (Mulaw.RATE / 1000));
    underWay = false;
    paused = false;
    return heard;
  }

  /// The position in the utterance that a mark stands for; -1 for a mark of an earlier generation
  /// or of somebody else.
  private int placeOf(String mark) {
    String mine = generation + ":";
    if (!mark.startsWith(mine)) {
      return -1;
    }
    try {
      return Integer.parseInt(mark.substring(mine.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
