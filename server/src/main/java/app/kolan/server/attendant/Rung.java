package app.kolan.server.attendant;

import app.kolan.server.call.LineEnded;
import app.kolan.server.mind.Ending;

/// A receptionist on the ladder.
interface Rung {
  /// Talks with the caller from where the talk is to its end.
  ///
  /// @throws RungFailed when it cannot go on; what was said is in the [Talk]
  Ending attend() throws LineEnded, RungFailed;
}
