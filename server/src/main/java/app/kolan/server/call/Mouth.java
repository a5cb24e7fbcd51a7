package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.stream.StreamCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Says one utterance at a time, no further ahead of the caller's ear than a bound.
/*
 * Audio goes out in pieces of 200 ms, each with a mark behind it. A mark that comes back says that
 * the caller has heard everything before it: marks are the truth. Between marks the caller's own
 * frames, 20 ms each, estimate how far the playing is. The estimate never goes back: a mark that is
 * late says nothing of how far the playing is by now.
 *
 *   sent      |-----|-----|-----|-----|-----|             at most 1 s ahead of the ear
 *   marks           1     2     3     4     5
 *   heard     |=============>                             mark 2 is back, and a few frames more
 *
 * Every utterance is a generation and marks carry its number. A `clear` throws away what Twilio has
 * queued and makes it return all marks that were out: they belong to an old generation by then, and
 * prove nothing.
 *
 * An utterance that is stopped can go on: as a new generation, from the place that was heard.
 *
 * Should the last mark never come back, the utterance counts as said two seconds after it must have
 * been played.
 *
 * Used by the line's thread alone.
 */
final class Mouth {
  private static final int PIECE = Mulaw.RATE / 5;
  private static final int LOOK_AHEAD = Mulaw.RATE;
  private static final int PATIENCE = 100;

  private final Line line;
  private long generation;
  private Mulaw audio = Mulaw.EMPTY;
  private boolean talking;
  private boolean paused;
  private int sent;
  private int acknowledged;
  private int played;
  private int framesOverdue;

  Mouth(Line line) {
    this.line = line;
  }

  /// Begins an utterance; one that is still under way is thrown away.
  void say(Mulaw utterance) {
    if (talking) {
      cutOff();
    }
    audio = utterance;
    talkFrom(0);
  }

  /// Stops at once; [#resume] goes on, and [#cutOff] gives the rest up.
  void pause() {
    if (talking) {
      line.send(new StreamCommand.Clear());
      talking = false;
      paused = true;
    }
  }

  /// Goes on with an utterance that was stopped, a piece before the place where that was: the
  /// caller hears the word again that was cut in two.
  void resume() {
    if (paused) {
      talkFrom(Math.max(0, played - PIECE));
    }
  }

  /// 20 ms have passed at the caller's end. Tells how much the caller has heard when the utterance
  /// must be over although its last mark is missing; null otherwise.
  @Nullable Duration frame() {
    if (!talking) {
      return null;
    }
    played = Math.min(sent, played + Mulaw.FRAME);
    framesOverdue = played == audio.length() ? framesOverdue + 1 : 0;
    send();
    return framesOverdue > PATIENCE ? finish() : null;
  }

  /// A mark came back. Tells how much the caller has heard when that ends the utterance; null
  /// otherwise.
  @Nullable Duration markReached(String name) {
    int place = placeOf(name);
    if (!talking || place < acknowledged) {
      return null;
    }
    acknowledged = place;
    played = Math.max(played, place);
    if (place == audio.length()) {
      return finish();
    }
    send();
    return null;
  }

  /// Stops at once, or does not go on. Tells how much of the utterance the caller has heard.
  Duration cutOff() {
    if (!paused) {
      line.send(new StreamCommand.Clear());
    }
    return finish();
  }

  /// Whether the caller hears us, as far as can be known.
  boolean isTalking() {
    return talking;
  }

  /// Whether an utterance was stopped and may go on.
  boolean isPaused() {
    return paused;
  }

  private void talkFrom(int place) {
    generation++;
    talking = true;
    paused = false;
    sent = place;
    acknowledged = place;
    played = place;
    framesOverdue = 0;
    send();
  }

  private void send() {
    while (talking && sent < audio.length() && sent - played <= LOOK_AHEAD - PIECE) {
      if (line.isCongested()) {
        return;
      }
      int end = Math.min(audio.length(), sent + PIECE);
      line.send(new StreamCommand.Media(audio.slice(sent, end)));
      line.send(new StreamCommand.Mark(generation + ":" + end));
      sent = end;
    }
  }

  private Duration finish() {
    var heard = Duration.ofMillis(played / (Mulaw.RATE / 1000));
    talking = false;
    paused = false;
    return heard;
  }

  /// The place in the utterance that a mark stands at; -1 for another generation's or a foreign
  /// one.
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
