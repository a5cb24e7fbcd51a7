package app.kolan.server.ical;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/// When an event is that repeats by a rule (RFC 5545, section 3.3.10).
final class Recurrence {
  /// Every day for five hundred years. The library walks through all times before a period, and
  /// nothing interrupts it.
  private static final long MOST_STEPS = 200_000;

  private Recurrence() {}

  /// The times at which it begins within a period, in order; the first ones of very many.
  ///
  /// @param most no more than so many
  /// @throws MalformedCalendar when the rule cannot be understood
  static List<Instant> of(ReadEvent event, String text, Instant from, Instant to, int most)
      throws MalformedCalendar {
    try {
      var rule = new RecurrenceRule(text, RfcMode.RFC5545_LAX);
      Instant last = last(rule, event.zone());
      if (rule.getUntil() != null) {
        // Compared below, since it may have another form than the beginning.
        rule.setUntil(null);
      }
      if (steps(rule, event.startsAt(), from) > MOST_STEPS) {
        throw new MalformedCalendar("a rule repeats too often");
      }
      RecurrenceRuleIterator times = rule.iterator(first(event));
      times.fastForward(first(event, from));
      var found = new ArrayList<Instant>();
      while (times.hasNext() && found.size() < most) {
        Instant at = instant(times.nextDateTime(), event.zone());
        if (!at.isBefore(to) || at.isAfter(last)) {
          break;
        }
        if (!at.isBefore(from)) {
          found.add(at);
        }
      }
      return found;
    } catch (InvalidRecurrenceRuleException | RuntimeException e) {
      throw new MalformedCalendar("a rule by which an event repeats cannot be understood");
    }
  }

  /// How many times there are before a period, or more.
  private static long steps(RecurrenceRule rule, Instant from, Instant to) {
    long each;
    if (rule.getFreq() == Freq.SECONDLY || rule.hasPart(Part.BYSECOND)) {
      each = 1;
    } else if (rule.getFreq() == Freq.MINUTELY || rule.hasPart(Part.BYMINUTE)) {
      each = 60;
    } else if (rule.getFreq() == Freq.HOURLY || rule.hasPart(Part.BYHOUR)) {
      each = 3600;
    } else {
      each = 86_400;
    }
    long seconds = Math.max(0, to.getEpochSecond() - from.getEpochSecond());
    return seconds / (each * Math.max(1, rule.getInterval()));
  }

  private static DateTime first(ReadEvent event) {
    return first(event, event.startsAt());
  }

  private static DateTime first(ReadEvent event, Instant at) {
    if (event.wholeDays()) {
      LocalDate day = LocalDate.ofInstant(at, event.zone());
      return new DateTime(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth());
    }
    return new DateTime(TimeZone.getTimeZone(event.zone()), at.toEpochMilli());
  }

  /// Its last time can be at this moment; a day without a time is meant with all its hours.
  private static Instant last(RecurrenceRule rule, ZoneId zone) {
    DateTime until = rule.getUntil();
    if (until == null) {
      return Instant.MAX;
    }
    LocalDate day = LocalDate.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth());
    if (until.isAllDay()) {
      return day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
    }
    return until.isFloating()
        ? day.atTime(LocalTime.of(until.getHours(), until.getMinutes(), until.getSeconds()))
            .atZone(zone)
            .toInstant()
        : Instant.ofEpochMilli(until.getTimestamp());
  }

  private static Instant instant(DateTime at, ZoneId zone) {
    return at.isAllDay()
        ? LocalDate.of(at.getYear(), at.getMonth() + 1, at.getDayOfMonth())
            .atStartOfDay(zone)
            .toInstant()
        : Instant.ofEpochMilli(at.getTimestamp());
  }
}
