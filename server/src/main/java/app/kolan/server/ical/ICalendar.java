package app.kolan.server.ical;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes iCalendar. All times are in UTC, so that no time zone has to be described.
///
/// Sources: RFC 5545 (the format), RFC 5546 (methods), RFC 7986 (`NAME`).
public final class ICalendar {
  /// The longest line in bytes, without its line break (RFC 5545, section 3.1).
  private static final int LONGEST_LINE = 75;

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private ICalendar() {}

  /// What is to be done with the events.
  public enum Method {
    /// The attendees are notified.
    PUBLISH,
    /// They are put into the calendar of the one who is invited, or changed there.
    REQUEST,
    /// They are taken out of it.
    CANCEL
  }

  /// Between whom an event is sent by mail.
  ///
  /// @param organizer a mail address
  /// @param organizerName what he is called
  /// @param attendee a mail address
  public record Parties(String organizer, String organizerName, String attendee) {
    @Override
    public String toString() {
      return "Parties[]";
    }
  }

  /// One event for the one who comes.
  ///
  /// @param parties null for [Method#PUBLISH]
  public static String event(Method method, CalendarEvent event, @Nullable Parties parties) {
    var calendar = new ICalendar();
    calendar.begin(method);
    calendar.add(event, parties);
    return calendar.end();
  }

  /// One event as it is put into a calendar on a server, where nothing is sent (RFC 4791, section
  /// 4.1: without a method).
  public static String object(CalendarEvent event) {
    var calendar = new ICalendar();
    calendar.begin(null);
    calendar.add(event, null);
    return calendar.end();
  }

  /// The events of a calendar that others read.
  ///
  /// @param name what it is called
  /// @param refreshMinutes how often it may be read again
  public static String feed(String name, int refreshMinutes, List<CalendarEvent> events) {
    var calendar = new ICalendar();
    calendar.begin(Method.PUBLISH);
    calendar.line("NAME", escaped(name));
    calendar.line("X-WR-CALNAME", escaped(name));
    calendar.line("REFRESH-INTERVAL;VALUE=DURATION", "PT%dM".formatted(refreshMinutes));
    calendar.line("X-PUBLISHED-TTL", "PT%dM".formatted(refreshMinutes));
    events.forEach(event -> calendar.add(event, null));
    return calendar.end();
  }

  private void begin(@Nullable Method method) {
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Kolan//Appointments//EN");
    line("CALSCALE", "GREGORIAN");
    if (method != null) {
      line("METHOD", method.name());
    }
  }

  private void add(CalendarEvent event, @Nullable Parties parties) {
    line("BEGIN", "VEVENT");
    line("UID", escaped(event.uid()));
    line("SEQUENCE", Long.toString(event.sequence()));
    line("DTSTAMP", time(event.stamp()));
    line("DTSTART", time(event.startsAt()));
    line("DTEND", time(event.endsAt()));
    line("SUMMARY", escaped(event.summary()));
    optional("LOCATION", event.location());
    optional("DESCRIPTION", event.description());
    if (event.url() != null) {
      line("URL", event.url());
    }
    line("STATUS", event.cancelled() ? "CANCELLED" : "CONFIRMED");
    if (parties != null) {
      line("ORGANIZER;CN=" + parameter(parties.organizerName()), "mailto:" + parties.organizer());
      line("ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE", "mailto:" + parties.attendee());
    }
    line("END", "VEVENT");
  }

  private String end() {
    line("END", "VCALENDAR");
    return text.toString();
  }

  private void optional(String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      line(name, escaped(value));
    }
  }

  /// A time in UTC, with whole seconds (RFC 5545, section 3.3.5).
  public static String time(Instant at) {
    return UTC.format(at);
  }

  /// A line, folded between letters where it is too long.
  private void line(String name, String value) {
    int length = 0;
    for (int letter : (name + ":" + value).codePoints().toArray()) {
      String written = Character.toString(letter);
      int bytes = written.getBytes(StandardCharsets.UTF_8).length;
      if (length + bytes > LONGEST_LINE) {
        text.append("\r\n ");
        length = 1;
      }
      text.append(written);
      length += bytes;
    }
    text.append("\r\n");
  }

  /// Text as a value has it (RFC 5545, section 3.3.11). Control characters are left out.
  private static String escaped(String value) {
    return value
        .replace("\r\n", "\n")
        .replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\n", "\\n")
        .replaceAll("\\p{Cntrl}", "");
  }

  /// Text as a parameter has it (RFC 5545, section 3.2).
  private static String parameter(String value) {
    return "\"" + value.replace('"', '\'').replaceAll("\\p{Cntrl}", "") + "\"";
  }
}
