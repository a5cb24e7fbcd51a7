package app.kolan.server.console.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Writes times on the clocks of a business, in the words of a language.
///
/// @param now the time of the request
public record Times(Texts texts, ZoneId zone, Instant now) {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d.M");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d.M.yyyy");
  private static final DateTimeFormatter INPUT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");
  private static final int DAYS_BY_NAME = 6;

  /// `14:05`.
  public String clock(Instant at) {
    return CLOCK.format(at.atZone(zone));
  }

  /// `29.11.2026`.
  public String date(Instant at) {
    return DATE.format(at.atZone(zone));
  }

  /// `29.11`.
  public String dayAndMonth(LocalDate day) {
    return DAY.format(day);
  }

  /// `29.11.2026 14:05`.
  public String full(Instant at) {
    return date(at) + " " + clock(at);
  }

  /// For the value of an `input` of the type `datetime-local`.
  public String input(Instant at) {
    return INPUT.format(at.atZone(zone));
  }

  /// For the attribute `datetime`.
  public String machine(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /// The day, as people call it now: today, yesterday, a day of the week, a date.
  public String day(Instant at) {
    LocalDate day = at.atZone(zone).toLocalDate();
    LocalDate today = now.atZone(zone).toLocalDate();
    long ago = ChronoUnit.DAYS.between(day, today);
    if (ago == 0) {
      return texts.text("time.today");
    }
    if (ago == 1) {
      return texts.text("time.yesterday");
    }
    if (ago == -1) {
      return texts.text("time.tomorrow");
    }
    if (Math.abs(ago) <= DAYS_BY_NAME) {
      return texts.name(day.getDayOfWeek());
    }
    return day.getYear() == today.getYear() ? DAY.format(day) : DATE.format(day);
  }

  /// The day and the time, shortly: `14:05` of today, else the day before it.
  public String when(Instant at) {
    boolean isToday = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return isToday ? clock(at) : day(at) + " " + clock(at);
  }

  /// How long until something is due, or since it was.
  public String until(Instant due) {
    Duration left = Duration.between(now, due);
    boolean late = left.isNegative();
    Duration span = left.abs();
    String unit = span.toHours() >= 48 ? "days" : span.toMinutes() >= 60 ? "hours" : "minutes";
    long count =
        switch (unit) {
          case "days" -> span.toDays();
          case "hours" -> span.toHours();
          default -> span.toMinutes();
        };
    if (count == 0) {
      return texts.text(late ? "time.late.now" : "time.in.now");
    }
    return texts.count((late ? "time.late." : "time.in.") + unit, count);
  }

  /// `2:05`, or `1:02:05`.
  public static String length(Duration length) {
    long seconds = Math.round(length.toMillis() / 1000.0);
    return seconds >= 3600
        ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
        : "%d:%02d".formatted(seconds / 60, seconds % 60);
  }

  /// The beginning of a day on the clocks here.
  public Instant startOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /// The beginning of a day that a person named, such as `2026-11-29`, on the clocks here.
  ///
  /// @param later days after it
  /// @return null for what is no day of the years that have four digits
  public @Nullable Instant startOfTyped(String day, int later) {
    if (!day.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
      return null;
    }
    try {
      return startOf(LocalDate.parse(day).plusDays(later));
    } catch (DateTimeException _) {
      return null;
    }
  }

  /// The time that a field of a form has, as [#input] writes it, on the clocks here.
  ///
  /// @return null for what is no time of the years that have four digits
  public @Nullable Instant typed(String text) {
    try {
      return text.matches("[0-9]{4}-.{1,20}")
          ? LocalDateTime.parse(text).atZone(zone).toInstant()
          : null;
    } catch (DateTimeException _) {
      return null;
    }
  }
}
