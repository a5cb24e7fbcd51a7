package app.kolan.server.tool;

import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Day;
import app.kolan.server.business.OpeningHours.Opening;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;

/// Tells when the business is open: now and in the coming week, or on a day.
final class TellHours implements Tool {
  private static final String DAY = "day";
  private static final int COMING_DAYS = 7;
  private static final int MOST_DAYS_AHEAD = 400;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private static final ToolSpec SPEC =
      new ToolSpec(
          "opening_hours",
          "Tells today's date, whether the business is open now, until when, when it opens next,"
              + " and the hours of the coming week; or the hours of one day. Shabbat and holidays"
              + " are counted in.",
          Parameters.of(
                  Parameter.text(
                      DAY, "A date such as 2026-11-22. Leave it out for now and this week.", 10))
              .schema());

  private final OpeningHours hours;
  private final InstantSource clock;

  TellHours(OpeningHours hours, InstantSource clock) {
    this.hours = hours;
    this.clock = clock;
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.READS;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    Instant now = clock.instant();
    Optional<String> asked = use.arguments().text(DAY);
    return asked.isEmpty() ? ToolResult.done(now(now)) : day(asked.get(), now);
  }

  private String now(Instant now) {
    ZonedDateTime here = now.atZone(hours.zone());
    LocalDate today = here.toLocalDate();
    ObjectNode told = Parameters.JSON.createObjectNode();
    told.put("now", moment(here));
    Optional<Opening> open = hours.openingAt(now);
    told.put("open_now", open.isPresent());
    open.ifPresent(opening -> told.put("open_until", moment(opening.to())));
    if (open.isEmpty()) {
      told.put(
          "opens_next",
          hours.nextOpening(now).map(next -> moment(next.from())).orElse("not in two months"));
    }
    var days = told.putArray("coming_days");
    for (int day = 0; day < COMING_DAYS; day++) {
      write(hours.on(today.plusDays(day)), days.addObject());
    }
    return told.toString();
  }

  private ToolResult day(String asked, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, hours.zone());
    LocalDate date;
    try {
      date = LocalDate.parse(asked);
    } catch (DateTimeParseException e) {
      return ToolResult.refused(
          "The day has to be a date such as %s, which is today.".formatted(today));
    }
    if (date.isBefore(today) || date.isAfter(today.plusDays(MOST_DAYS_AHEAD))) {
      return ToolResult.refused(
          "Today is %s: ask for a day from today on, within a year.".formatted(today));
    }
    ObjectNode told = Parameters.JSON.createObjectNode();
    told.put("today", today + ", " + weekday(today));
    write(hours.on(date), told);
    return ToolResult.done(told.toString());
  }

  private static void write(Day day, ObjectNode told) {
    told.put("date", day.date().toString()).put("weekday", weekday(day.date()));
    if (day.why() != null) {
      told.put("special", day.why());
    }
    if (day.openings().isEmpty()) {
      told.put("hours", "closed");
    } else {
      var parts = told.putArray("hours");
      for (Opening opening : day.openings()) {
        parts.add(CLOCK.format(opening.from()) + "-" + end(opening, day.date()));
      }
    }
  }

  /// The end on the clock; with its day when it is not before the end of the next.
  private static String end(Opening opening, LocalDate date) {
    LocalDate last = opening.to().toLocalDate();
    return last.isAfter(date.plusDays(1)) ? moment(opening.to()) : CLOCK.format(opening.to());
  }

  private static String moment(ZonedDateTime at) {
    return "%s %s, %s".formatted(at.toLocalDate(), CLOCK.format(at), weekday(at.toLocalDate()));
  }

  private static String weekday(LocalDate date) {
    return date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
