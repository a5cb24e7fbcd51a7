package app.kolan.server.ical;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A time at which somebody has something.
public record BusyTime(Instant from, Instant to) {
  /// The same times in order, those that touch as one.
  static List<BusyTime> merged(List<BusyTime> times) {
    var merged = new ArrayList<BusyTime>();
    times.stream()
        .sorted(Comparator.comparing(BusyTime::from))
        .forEach(
            time -> {
              if (merged.isEmpty() || time.from().isAfter(merged.getLast().to())) {
                merged.add(time);
              } else if (time.to().isAfter(merged.getLast().to())) {
                BusyTime last = merged.removeLast();
                merged.add(new BusyTime(last.from(), time.to()));
              }
            });
    return List.copyOf(merged);
  }
}
