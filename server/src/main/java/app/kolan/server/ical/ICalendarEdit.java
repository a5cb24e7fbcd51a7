package app.kolan.server.ical;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Changes when an event is in the text of a calendar, and leaves all that others have written into
/// it: their words, alarms and colours.
public final class ICalendarEdit {
  private static final Set<String> REPLACED =
      Set.of("DTSTART", "DTEND", "DURATION", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED");

  private ICalendarEdit() {}

  /// The text with its one event at the time of another.
  public static String moved(String text, CalendarEvent to) {
    var lines = new ArrayList<String>();
    int depth = 0;
    boolean dropped = false;
    for (String line : text.split("\r?\n", -1)) {
      boolean goesOn = line.startsWith(" ") || line.startsWith("\t");
      String name = name(line);
      if (!goesOn) {
        depth = depth(depth, line);
        dropped = depth == 1 && REPLACED.contains(name);
      }
      if (!dropped && !line.isEmpty()) {
        lines.add(line);
      }
      if (depth == 1 && name.equals("BEGIN")) {
        lines.addAll(times(to));
      }
    }
    return String.join("\r\n", lines) + "\r\n";
  }

  /// How deep in the event a line is: 0 outside of it, 1 in it, more in its alarms.
  private static int depth(int before, String line) {
    String upper = line.strip().toUpperCase(Locale.ROOT);
    if (before == 0) {
      return upper.equals("BEGIN:VEVENT") ? 1 : 0;
    }
    if (upper.startsWith("BEGIN:")) {
      return before + 1;
    }
    return upper.startsWith("END:") ? before - 1 : before;
  }

  private static String name(String line) {
    int end = 0;
    while (end < line.length() && line.charAt(end) != ':' && line.charAt(end) != ';') {
      end++;
    }
    return line.substring(0, end).toUpperCase(Locale.ROOT);
  }

  private static List<String> times(CalendarEvent event) {
    return List.of(
        "SEQUENCE:" + event.sequence(),
        "DTSTAMP:" + ICalendar.time(event.stamp()),
        "LAST-MODIFIED:" + ICalendar.time(event.stamp()),
        "DTSTART:" + ICalendar.time(event.startsAt()),
        "DTEND:" + ICalendar.time(event.endsAt()));
  }
}
