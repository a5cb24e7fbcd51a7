package app.kolan.server.call.activity;

/// The least of the last values, at a constant cost for each.
/*
 * Kept are only the values that can still become the least: each is greater than the one before it
 * and newer. A new value drives out all that are not less than itself, and the oldest leaves when
 * its time is over. Each value comes and goes once.
 *
 *   window of 5:   7 3 8 4 6     kept: 3 4 6     least: 3
 *   then 5:          3 8 4 6 5   kept: 3 4 5
 *   then 9:            8 4 6 5 9 kept: 4 5 9     least: 4
 */
final class SlidingMinimum {
  private final double[] values;
  private final long[] times;
  private long time;
  private int first;
  private int size;

  SlidingMinimum(int window) {
    values = new double[window];
    times = new long[window];
  }

  /// Takes the next value, and tells the least of the window that ends with it.
  double add(double value) {
    if (size > 0 && times[first] <= time - values.length) {
      first = (first + 1) % values.length;
      size--;
    }
    while (size > 0 && values[at(size - 1)] >= value) {
      size--;
    }
    values[at(size)] = value;
    times[at(size)] = time;
    size++;
    time++;
    return values[first];
  }

  private int at(int index) {
    return (first + index) % values.length;
  }
}
