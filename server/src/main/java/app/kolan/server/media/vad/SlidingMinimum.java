package app.kolan.server.media.vad;

import java.util.Arrays;

/// The minimum of the last values, at a small cost for each.
/*
 * Kept are only the values that can still become the least: each is greater than the one before it
 * and newer. A new value drives out all that are not less than itself, and the oldest leaves when
 * its time is over. Few are kept, as a rule five of a hundred. They lie at the start of one array,
 * each with its time, and move up when the oldest leaves: so they are in one or two cache lines. The
 * array begins short and grows when values keep rising.
 *
 *   window of 5:   7 3 8 4 6     kept: 3 4 6     least: 3
 *   then 5:          3 8 4 6 5   kept: 3 4 5
 *   then 9:            8 4 6 5 9 kept: 4 5 9     least: 4
 */
final class SlidingMinimum {
  private static final int FEW = 8;

  private final int window;
  private double[] kept; // a value, its time, the next value, its time
  private double time;
  private int end;

  SlidingMinimum(int window) {
    this.window = window;
    kept = new double[2 * Math.min(FEW, window)];
  }

  /// Adds the next value, and returns the minimum of the window that ends with it.
  double add(double value) {
    if (end > 0 && kept[1] <= time - window) {
      end -= 2;
      System.arraycopy(kept, 2, kept, 0, end);
    }
    while (end > 0 && kept[end - 2] >= value) {
      end -= 2;
    }
    if (end == kept.length) {
      kept = Arrays.copyOf(kept, Math.min(2 * end, 2 * window));
    }
    kept[end] = value;
    kept[end + 1] = time;
    end += 2;
    time++;
    return kept[0];
  }
}
