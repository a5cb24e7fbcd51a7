package app.kolan.bench.turns;

import java.util.List;

/// How a caller interrupted.
///
/// @param sentAt when each frame of the interruption was sent until the `clear` came, in
///   nanoseconds
/// @param clearAt when it came
record Interruption(List<Long> sentAt, long clearAt) {
  Interruption {
    sentAt = List.copyOf(sentAt);
  }

  /// How many frames had been sent when the `clear` came.
  int frames() {
    return sentAt.size();
  }

  /// How long it took from a frame to the `clear`, in nanoseconds.
  ///
  /// @param deciding how many frames it takes to be an interruption
  long latency(int deciding) {
    return clearAt - sentAt.get(Math.min(deciding, frames()) - 1);
  }
}
