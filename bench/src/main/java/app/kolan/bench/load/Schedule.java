package app.kolan.bench.load;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Whose frame is due when: each call has one every 20 ms, at a phase of its own, and the phases
/// are spread evenly.
///
/// The phases follow the golden ratio, so that they are spread whether many or few calls are there,
/// and a call keeps its own. Times are absolute: what is late makes nothing else late.
///
/// Belongs to one thread.
final class Schedule {
  static final long FRAME_NANOS = 20_000_000;

  private static final double GOLDEN = 0.618_033_988_749_894_8;

  private final int[] order;
  private final long[] phases;
  private long cycle;
  private int next;

  /// @param begin the time of the first cycle, in nanoseconds
  Schedule(int calls, long begin) {
    order =
        IntStream.range(0, calls)
            .boxed()
            .sorted(Comparator.comparingLong(Schedule::phase))
            .mapToInt(Integer::intValue)
            .toArray();
    phases = IntStream.of(order).mapToLong(Schedule::phase).toArray();
    cycle = begin;
  }

  private static long phase(int call) {
    double place = call * GOLDEN;
    return (long) ((place - Math.floor(place)) * FRAME_NANOS);
  }

  /// When the next frame is due; never, without calls.
  long due() {
    return order.length == 0 ? Long.MAX_VALUE : cycle + phases[next];
  }

  /// Whose frame is due next.
  int call() {
    return order[next];
  }

  /// That frame was sent.
  void advance() {
    next++;
    if (next == order.length) {
      next = 0;
      cycle += FRAME_NANOS;
    }
  }

  int calls() {
    return order.length;
  }
}
