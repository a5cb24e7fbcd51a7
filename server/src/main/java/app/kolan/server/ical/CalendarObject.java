package app.kolan.server.ical;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a calendar has under one name: an event, or one that repeats and what is other than usual
/// of it.
public final class CalendarObject {
  /// Of more times of one event only the first ones are known.
  private static final int MOST_TIMES = 2000;

  /// An event that began so long ago may last till now.
  private static final Duration LONGEST = Duration.ofDays(31);

  private final List<ReadEvent> events;

  CalendarObject(List<ReadEvent> events) {
    this.events = List.copyOf(events);
  }

  /// By what calendars know it; null when it has no event.
  public @Nullable String uid() {
    return events.isEmpty() ? null : events.getFirst().uid();
  }

  /// Whether it is cancelled, and kept all the same.
  public boolean isCancelled() {
    return !events.isEmpty() && events.stream().allMatch(ReadEvent::cancelled);
  }

  /// When it is, if it is one event with a beginning and an end; empty when it repeats or has whole
  /// days.
  public Optional<BusyTime> time() {
    if (events.size() != 1 || events.getFirst().repeats() || events.getFirst().wholeDays()) {
      return Optional.empty();
    }
    Instant from = events.getFirst().startsAt();
    Instant to = events.getFirst().end(from);
    return to.isAfter(from) ? Optional.of(new BusyTime(from, to)) : Optional.empty();
  }

  /// When its owner is busy within a period, in order.
  ///
  /// @throws MalformedCalendar when it repeats in a way that cannot be understood
  public List<BusyTime> busy(Instant from, Instant to) throws MalformedCalendar {
    Set<Instant> replaced = new HashSet<>();
    events.stream().map(ReadEvent::replaces).filter(at -> at != null).forEach(replaced::add);
    var times = new ArrayList<BusyTime>();
    for (ReadEvent event : events) {
      if (event.takesTime()) {
        for (Instant start : starts(event, replaced, from.minus(LONGEST), to)) {
          var time = new BusyTime(start, event.end(start));
          if (time.to().isAfter(from)
              && time.from().isBefore(to)
              && time.to().isAfter(time.from())) {
            times.add(time);
          }
        }
      }
    }
    return BusyTime.merged(times);
  }

  private static List<Instant> starts(
      ReadEvent event, Set<Instant> replaced, Instant from, Instant to) throws MalformedCalendar {
    if (event.replaces() != null) {
      return List.of(event.startsAt());
    }
    var starts = new ArrayList<Instant>();
    String rule = event.rule();
    if (rule == null) {
      starts.add(event.startsAt());
    } else {
      starts.addAll(Recurrence.of(event, rule, from, to, MOST_TIMES));
    }
    starts.addAll(event.added());
    starts.removeIf(at -> event.excepted().contains(at) || replaced.contains(at));
    return starts;
  }
}
