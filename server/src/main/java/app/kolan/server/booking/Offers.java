package app.kolan.server.booking;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/// Chooses the few slots that a caller is offered: the earliest, and others far enough from it to
/// be a choice.
final class Offers {
  /// Between two offers, as long as there are enough slots.
  private static final Duration APART = Duration.ofHours(2);

  private Offers() {}

  /// @param slots in order
  static List<Slot> choose(List<Slot> slots, int most) {
    var chosen = new ArrayList<Slot>();
    for (Slot slot : slots) {
      if (chosen.size() < most
          && (chosen.isEmpty() || !starts(slot).isBefore(starts(chosen.getLast()).plus(APART)))) {
        chosen.add(slot);
      }
    }
    var starts = new HashSet<Instant>();
    chosen.forEach(slot -> starts.add(starts(slot)));
    for (Slot slot : slots) {
      if (chosen.size() < most && starts.add(starts(slot))) {
        chosen.add(slot);
      }
    }
    chosen.sort(Comparator.comparing(Offers::starts));
    return List.copyOf(chosen);
  }

  private static Instant starts(Slot slot) {
    return slot.time().startsAt();
  }
}
