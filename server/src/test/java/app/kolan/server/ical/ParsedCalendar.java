package app.kolan.server.ical;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An iCalendar text, read as RFC 5545 says and not as it is written here.
public record ParsedCalendar(Map<String, String> properties, List<Map<String, String>> events) {
  public static ParsedCalendar of(String text) {
    assertThat(text).endsWith("\r\n");
    assertThat(text.replace("\r\n", "")).doesNotContain("\n", "\r");
    for (String line : text.lines().toList()) {
      assertThat(line.getBytes(StandardCharsets.UTF_8).length).as(line).isLessThanOrEqualTo(75);
    }
    var calendar = new LinkedHashMap<String, String>();
    var events = new ArrayList<Map<String, String>>();
    Map<String, String> here = calendar;
    for (String line : text.replace("\r\n ", "").lines().toList()) {
      int colon = colon(line);
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1);
      switch (line) {
        case "BEGIN:VEVENT" -> {
          here = new LinkedHashMap<>();
          events.add(here);
        }
        case "END:VEVENT" -> here = calendar;
        default -> here.put(name.split(";", 2)[0], unescaped(value));
      }
    }
    assertThat(calendar).containsEntry("BEGIN", "VCALENDAR").containsEntry("END", "VCALENDAR");
    assertThat(calendar).containsEntry("VERSION", "2.0").containsKey("PRODID");
    for (Map<String, String> event : events) {
      assertThat(event).containsKeys("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE");
    }
    return new ParsedCalendar(calendar, events);
  }

  /// The first one outside of quotes.
  private static int colon(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '"') {
        quoted = !quoted;
      } else if (line.charAt(i) == ':' && !quoted) {
        return i;
      }
    }
    throw new AssertionError("no property: " + line);
  }

  private static String unescaped(String value) {
    var text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      if (letter == '\\') {
        i++;
        text.append(value.charAt(i) == 'n' ? '\n' : value.charAt(i));
      } else {
        text.append(letter);
      }
    }
    return text.toString();
  }
}
