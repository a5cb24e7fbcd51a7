package app.kolan.server.media.endofturn;

/// Estimates from the sound of a turn whether the caller goes on, as Smart Turn does: from the last
/// eight seconds at 16 kHz. Asked once when a caller has fallen silent, never per frame.
///
/// It may take tens of milliseconds, so it is asked away from the line's thread; it is used by
/// several calls at once.
@FunctionalInterface
public interface AudioEndOfTurnModel {
  /// The sampling rate of what it is given, in hertz.
  int SAMPLE_RATE = 16_000;

  /// The most samples that it is given: eight seconds.
  int MOST_SAMPLES = 8 * SAMPLE_RATE;

  /// The probability that the turn is incomplete.
  ///
  /// @param samples the end of the turn with the silence after it, mono, 16 bits; at most
  ///   [#MOST_SAMPLES]
  /// @return from 0, the turn is over, to 1, more will come
  double incomplete(short[] samples);
}
