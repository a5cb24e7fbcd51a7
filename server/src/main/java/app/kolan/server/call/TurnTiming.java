package app.kolan.server.call;

import java.time.Duration;

/// The times of turn-taking. All are whole frames of 20 ms.
///
/// @param start how long somebody speaks before it counts as speaking; shorter sounds are clicks
/// @param end the silence after which a turn is over; a caller who leaves a message pauses to think
/// @param bargeIn how long a caller speaks into our sentence before we stop; longer than `start`,
///   because speaker phones echo
/// @param deaf how long after we begin to speak nobody can interrupt: what is heard then answered
///   what was said before
/// @param longest a turn is cut here
public record TurnTiming(
    Duration start, Duration end, Duration bargeIn, Duration deaf, Duration longest) {
  /// The times for a receptionist on a telephone line.
  public static final TurnTiming USUAL =
      new TurnTiming(
          Duration.ofMillis(200),
          Duration.ofMillis(800),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofSeconds(60));

  /// How many frames a time has.
  static int frames(Duration time) {
    return Math.toIntExact(time.toMillis() / 20);
  }
}
