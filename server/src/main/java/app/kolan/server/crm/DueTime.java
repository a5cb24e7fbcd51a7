package app.kolan.server.crm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/// When something is due, as people and models write it: on the clock of the business, unless an
/// offset is named.
public final class DueTime {
  private static final Pattern CLOCK = Pattern.compile("[0-2]?[0-9]:[0-5][0-9]");
  private static final Duration LATEST = Duration.ofDays(60);
  private static final Duration USUAL_NOTICE = Duration.ofMinutes(15);

  private DueTime() {}

  /// The moment of `17:00`, which is today or tomorrow, of `2026-11-29T17:00` (with a blank or a T)
  /// or of `2026-11-29T15:00:00Z`; empty when it is none of these, over, or further away than 60
  /// days. A time that the clock leaps over is the one after the leap, and of two the earlier.
  public static Optional<Instant> parse(String typed, ZoneId zone, Instant now) {
    try {
      return moment(typed.strip(), zone, now)
          .filter(due -> due.isAfter(now) && !due.isAfter(now.plus(LATEST)))
          .map(due -> Instant.ofEpochMilli(due.toEpochMilli()));
    } catch (DateTimeException | ArithmeticException _) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> moment(String text, ZoneId zone, Instant now) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (CLOCK.matcher(text).matches()) {
      LocalTime time = LocalTime.parse(text.length() == 4 ? "0" + text : text);
      ZonedDateTime today = now.atZone(zone).with(time);
      Instant due = today.toInstant();
      return Optional.of(due.isAfter(now) ? due : today.plusDays(1).toInstant());
    }
    String iso = text.replace(' ', 'T');
    boolean hasOffset = iso.endsWith("Z") || iso.matches(".*T.*[+-][0-9]{2}:?[0-9]{2}");
    return Optional.of(
        hasOffset
            ? OffsetDateTime.parse(iso).toInstant()
            : LocalDateTime.parse(iso).atZone(zone).toInstant());
  }

  /// When people are reminded who named no time for it: a quarter of an hour before, or now.
  public static Instant reminder(Instant due, Instant now) {
    Instant usual = due.minus(USUAL_NOTICE);
    return usual.isAfter(now) ? usual : now;
  }
}
