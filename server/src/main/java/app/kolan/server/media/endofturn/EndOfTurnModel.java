package app.kolan.server.media.endofturn;

import java.util.OptionalDouble;

/// Estimates from the words of a turn whether the caller goes on.
///
/// It is asked once for each interim transcript, on the line's thread, so it neither blocks nor
/// keeps anything.
@FunctionalInterface
public interface EndOfTurnModel {
  /// The probability that the turn is incomplete: that a caller who falls silent here goes on.
  ///
  /// @return from 0, the turn is over, to 1, more will come; empty when the words say nothing
  OptionalDouble incomplete(TurnText turn);
}
