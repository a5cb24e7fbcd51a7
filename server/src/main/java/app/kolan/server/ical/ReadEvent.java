package app.kolan.server.ical;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An event as a calendar has it, without its words.
///
/// @param start on the clock of its zone; of a whole day its midnight
/// @param zone whose clock that is
/// @param length how long it takes; of whole days so many times 24 hours
/// @param wholeDays whether it has days and no times
/// @param rule by which it repeats, as RFC 5545 writes it; null when it does not
/// @param added times at which it is, too
/// @param excepted times at which it is not
/// @param replaces the time of the repeated event in whose place it is; null for none
/// @param takesTime whether its owner is busy: it is neither cancelled nor marked as free
record ReadEvent(
    @Nullable String uid,
    LocalDateTime start,
    ZoneId zone,
    Duration length,
    boolean wholeDays,
    @Nullable String rule,
    Set<Instant> added,
    Set<Instant> excepted,
    @Nullable Instant replaces,
    boolean cancelled,
    boolean takesTime) {
  ReadEvent {
    added = Set.copyOf(added);
    excepted = Set.copyOf(excepted);
  }

  Instant startsAt() {
    return start.atZone(zone).toInstant();
  }

  boolean repeats() {
    return rule != null || !added.isEmpty();
  }

  /// When it is over, if it begins then: whole days end at midnight, however long they are.
  Instant end(Instant from) {
    return wholeDays
        ? from.atZone(zone).plusDays(Math.max(1, length.toDays())).toInstant()
        : from.plus(length);
  }
}
