package app.kolan.server.media.turns;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;

/// The times of turn-taking. All are whole frames of 20 ms; [TurnTaking] draws them.
///
/// @param start how long somebody speaks before it counts as speaking; shorter sounds are clicks
/// @param end the silence after which a turn is over of which nothing is known; a caller who leaves
///   a message pauses to think
/// @param endpoint the silence that is enough for a turn whose words are surely complete
/// @param hold the silence that a turn may have while digits are dictated, or when its words surely
///   need more
/// @param bargeIn how long a caller speaks into our sentence before we stop; longer than `start`,
///   because speakerphones echo
/// @param deaf how long after we begin to speak interruptions are ignored: speech in that time
///   responds to what was said before
/// @param meant how much speech without words makes an interruption a meant one; coughs are
///   shorter, and so is an "I see"
/// @param resume the silence after which we go on with a sentence that no meant interruption has
///   stopped
/// @param longest a turn is cut here
public record TurnTiming(
    Duration start,
    Duration end,
    Duration endpoint,
    Duration hold,
    Duration bargeIn,
    Duration deaf,
    Duration meant,
    Duration resume,
    Duration longest) {
  /// The longest window of past frames: for `start` and `bargeIn`.
  public static final Duration LONGEST_WINDOW = Mulaw.FRAME_LENGTH.multipliedBy(64);

  /// The longest of all times.
  public static final Duration LONGEST = Duration.ofMinutes(10);

  /// The defaults for an agent on a telephone line.
  public static final TurnTiming USUAL =
      new TurnTiming(
          Duration.ofMillis(200),
          Duration.ofMillis(800),
          Duration.ofMillis(300),
          Duration.ofMillis(1600),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofMillis(700),
          Duration.ofMillis(2000),
          Duration.ofSeconds(60));

  /// @throws IllegalArgumentException for a time that is not a whole number of frames, or too long
  public TurnTiming {
    for (Duration window : List.of(start, bargeIn)) {
      check(window, LONGEST_WINDOW);
    }
    for (Duration time : List.of(end, endpoint, hold, deaf, meant, resume, longest)) {
      check(time, LONGEST);
    }
  }

  private static void check(Duration time, Duration most) {
    if (!time.isPositive()
        || time.compareTo(most) > 0
        || time.toNanos() % Mulaw.FRAME_LENGTH.toNanos() != 0) {
      throw new IllegalArgumentException("no time of turn-taking: " + time);
    }
  }

  /// The same times with another maximum length of a turn.
  public TurnTiming cutAt(Duration newLongest) {
    return new TurnTiming(start, end, endpoint, hold, bargeIn, deaf, meant, resume, newLongest);
  }

  /// The number of frames of a time.
  public static int frames(Duration time) {
    return Math.toIntExact(time.toMillis() / 20);
  }
}
