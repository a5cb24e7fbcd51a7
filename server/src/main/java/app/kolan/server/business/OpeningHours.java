package app.kolan.server.business;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a business is open.
///
/// @param zone where its clocks hang
/// @param week the hours of each weekday; a day that is missing is closed
/// @param exceptions the hours of single days, which count instead of everything else
/// @param holidays how it keeps Shabbat and the holidays; null when it does not
/*
 * A day's hours come from the first of these that has something to say:
 *
 *   an exception for its date       kept as it is, even on a holiday
 *   the holiday policy              an eve or a day of chol hamoed may be like a Friday, or closed
 *   its weekday
 *
 * From all but exceptions the time from candle lighting to the coming out of the stars is cut away,
 * also from what began the evening before:
 *
 *   Friday    09:00 ─────────────── 17:00           →  09:00 ───── 15:56 (candle lighting)
 *   Saturday              18:00 ── 02:00            →              18:00 ── 02:00
 *   Saturday              16:30 ── 02:00            →        17:15 (stars) ── 02:00 */
public record OpeningHours(
    ZoneId zone,
    Map<DayOfWeek, List<Hours>> week,
    Map<LocalDate, List<Hours>> exceptions,
    @Nullable HolidayPolicy holidays) {

  private static final int SEARCHED_DAYS = 60;

  /// A part of a day. It ends on the next day when its end is not after its beginning.
  public record Hours(LocalTime from, LocalTime to) {
    Opening on(LocalDate date, ZoneId zone) {
      LocalDate last = to.isAfter(from) ? date : date.plusDays(1);
      return new Opening(date.atTime(from).atZone(zone), last.atTime(to).atZone(zone));
    }
  }

  /// A time during which it is open without a break.
  ///
  /// @param to the first moment at which it is closed again
  public record Opening(ZonedDateTime from, ZonedDateTime to) {
    boolean holds(Instant at) {
      return !at.isBefore(from.toInstant()) && at.isBefore(to.toInstant());
    }
  }

  /// What one day is like.
  ///
  /// @param openings those that begin on it, the earliest first
  /// @param why what makes it unlike other days of the week: a holiday's name, or that of the day
  ///   whose eve it is; null for a day like others
  public record Day(LocalDate date, List<Opening> openings, @Nullable String why) {
    public Day {
      openings = List.copyOf(openings);
    }
  }

  public OpeningHours {
    week = Map.copyOf(week);
    exceptions = Map.copyOf(exceptions);
  }

  /// What a day is like.
  public Day on(LocalDate date) {
    HolidayPolicy policy = holidays;
    List<Hours> exception = exceptions.get(date);
    if (exception != null) {
      return new Day(date, merged(openings(exception, date)), null);
    }
    if (policy == null) {
      return new Day(date, merged(openings(ofWeekday(date.getDayOfWeek()), date)), null);
    }
    var calendar = new ShabbatTimes(policy.city(), zone);
    List<Opening> openings = openings(hours(date, policy, calendar), date);
    for (LocalDate near : List.of(date, date.plusDays(1))) {
      Optional<Opening> rest = calendar.restOn(near);
      if (rest.isPresent()) {
        openings = without(rest.get(), openings);
      }
    }
    return new Day(date, merged(openings), calendar.nameOf(date).orElse(null));
  }

  /// The time during which it is open at a moment; empty when it is closed.
  public Optional<Opening> openingAt(Instant at) {
    LocalDate today = LocalDate.ofInstant(at, zone);
    return around(today, 1).stream().filter(opening -> opening.holds(at)).findFirst();
  }

  /// When it opens next after a moment; empty when that is not within two months.
  public Optional<Opening> nextOpening(Instant after) {
    LocalDate today = LocalDate.ofInstant(after, zone);
    return around(today, SEARCHED_DAYS).stream()
        .filter(opening -> opening.from().toInstant().isAfter(after))
        .findFirst();
  }

  /// The times during which it is open on some days, in order and each without a break; the first
  /// may have begun the day before.
  public List<Opening> between(LocalDate first, LocalDate last) {
    var openings = new ArrayList<Opening>();
    for (LocalDate day = first.minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      openings.addAll(on(day).openings());
    }
    return merged(openings);
  }

  private List<Opening> around(LocalDate today, int days) {
    return between(today, today.plusDays(days));
  }

  private List<Hours> ofWeekday(DayOfWeek day) {
    return week.getOrDefault(day, List.of());
  }

  private List<Hours> hours(LocalDate date, HolidayPolicy policy, ShabbatTimes calendar) {
    var rules = new ArrayList<HolidayPolicy.DayRule>();
    if (calendar.isEve(date)) {
      rules.add(policy.eves());
    }
    if (calendar.isCholHamoed(date)) {
      rules.add(policy.cholHamoed());
    }
    HolidayPolicy.DayRule rule =
        rules.stream().max(Comparator.naturalOrder()).orElse(HolidayPolicy.DayRule.USUAL);
    return switch (rule) {
      case USUAL -> ofWeekday(date.getDayOfWeek());
      case AS_FRIDAY -> ofWeekday(DayOfWeek.FRIDAY);
      case CLOSED -> List.of();
    };
  }

  private List<Opening> openings(List<Hours> hours, LocalDate date) {
    return hours.stream().map(part -> part.on(date, zone)).toList();
  }

  private static List<Opening> without(Opening rest, List<Opening> openings) {
    var left = new ArrayList<Opening>();
    for (Opening opening : openings) {
      left.add(new Opening(opening.from(), earlier(opening.to(), rest.from())));
      left.add(new Opening(later(opening.from(), rest.to()), opening.to()));
    }
    left.removeIf(opening -> !opening.from().isBefore(opening.to()));
    return left.stream().distinct().toList();
  }

  /// The openings in order, joined where one goes on in the next.
  private static List<Opening> merged(List<Opening> openings) {
    var merged = new ArrayList<Opening>();
    for (Opening next :
        openings.stream().sorted(Comparator.comparing(opening -> opening.from())).toList()) {
      Opening last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && !next.from().isAfter(last.to())) {
        merged.set(merged.size() - 1, new Opening(last.from(), later(last.to(), next.to())));
      } else if (next.from().isBefore(next.to())) {
        merged.add(next);
      }
    }
    return merged;
  }

  private static ZonedDateTime earlier(ZonedDateTime one, ZonedDateTime other) {
    return one.isBefore(other) ? one : other;
  }

  private static ZonedDateTime later(ZonedDateTime one, ZonedDateTime other) {
    return one.isAfter(other) ? one : other;
  }
}
