package app.kolan.server.tts;

import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Resampler;
import java.util.Arrays;

/// Converts the sample rate of audio that arrives in pieces, with the same result as if it had
/// arrived at once. A piece converted by itself would click at its ends, where the filter sees
/// silence instead of the neighbouring pieces; so the neighbourhood is kept.
final class StreamingResampler {
  private final Resampler resampler;
  private final int fromRate;
  private final int up;
  private final int down;
  private final int reach;

  private short[] kept = new short[0];
  private long keptFrom;
  private long given;

  StreamingResampler(int fromRate, int toRate) {
    this.resampler = Resampler.between(fromRate, toRate);
    this.fromRate = fromRate;
    int divisor = greatestCommonDivisor(fromRate, toRate);
    this.up = toRate / divisor;
    this.down = fromRate / divisor;
    this.reach = 16 * Math.max(up, down) / up + 2;
  }

  /// The output samples that are determined now that these have arrived.
  short[] convert(short[] piece) {
    int before = kept.length;
    kept = Arrays.copyOf(kept, before + piece.length);
    System.arraycopy(piece, 0, kept, before, piece.length);
    return give((keptFrom + kept.length - reach) * up / down);
  }

  /// The remaining output.
  short[] finish() {
    return give((keptFrom + kept.length) * up / down);
  }

  private short[] give(long upTo) {
    if (upTo <= given) {
      return new short[0];
    }
    long first = keptFrom * up / down;
    Pcm converted = resampler.resample(Pcm.of(kept, fromRate));
    short[] certain = converted.slice((int) (given - first), (int) (upTo - first)).samples();
    given = upTo;
    forget();
    return certain;
  }

  /// Drops input that no later output depends on, in steps that keep both rates in line.
  private void forget() {
    long needed = Math.max(0, given * down / up - reach);
    long from = needed - needed % down;
    kept = Arrays.copyOfRange(kept, (int) (from - keptFrom), kept.length);
    keptFrom = from;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
