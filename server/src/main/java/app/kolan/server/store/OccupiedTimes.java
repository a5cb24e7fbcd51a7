package app.kolan.server.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// When people and rooms are taken up, in cells of five minutes.
///
/// @param cells the numbers of the cells that are taken up, by person or room
public record OccupiedTimes(Map<String, Set<Long>> cells) {
  /// How long a cell is.
  public static final Duration CELL = Duration.ofMinutes(5);

  /// Nothing is taken up.
  public static final OccupiedTimes NONE = new OccupiedTimes(Map.of());

  public OccupiedTimes {
    cells =
        cells.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
  }

  /// The cell that a moment is in.
  public static long first(Instant from) {
    return Math.floorDiv(from.toEpochMilli(), CELL.toMillis());
  }

  /// The first cell that a time which ends then does not reach.
  public static long end(Instant to) {
    return Math.ceilDiv(to.toEpochMilli(), CELL.toMillis());
  }

  /// The same without what an appointment takes up.
  public OccupiedTimes without(AppointmentTime time) {
    var others = new HashMap<>(cells);
    for (String resource : time.resources()) {
      others.computeIfPresent(
          resource,
          (_, taken) ->
              taken.stream()
                  .filter(cell -> cell < first(time.startsAt()) || cell >= end(time.freeAt()))
                  .collect(Collectors.toSet()));
    }
    return new OccupiedTimes(others);
  }

  /// Whether a person or room is free all the time.
  public boolean isFree(String resource, Instant from, Instant to) {
    Set<Long> taken = cells.getOrDefault(resource, Set.of());
    long end = end(to);
    for (long cell = first(from); !taken.isEmpty() && cell < end; cell++) {
      if (taken.contains(cell)) {
        return false;
      }
    }
    return true;
  }
}
