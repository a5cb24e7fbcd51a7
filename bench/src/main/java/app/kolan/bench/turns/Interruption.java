package app.kolan.bench.turns;

/// How a caller interrupted: when each frame of the interruption was sent, and when the `clear`
/// came.
///
/// @param frames how many had been sent by then
record Interruption(long[] sentAt, int frames, long clearAt) {

  /// How long it took from a frame to the `clear`, in nanoseconds.
  ///
  /// @param deciding how many frames it takes to be an interruption
  long latency(int deciding) {
    return clearAt - sentAt[Math.min(deciding, frames) - 1];
  }
}
