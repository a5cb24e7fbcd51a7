package app.kolan.server.ical;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.ical.ICalendar.Method;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is written is read again, by a reader that knows the standard alone.
@Tag("unit")
class ICalendarTest {
  private static final Instant TEN = Instant.parse("2026-12-06T08:00:00Z");

  private static CalendarEvent event(String summary, boolean cancelled) {
    return new CalendarEvent(
        "kolan-1-17-5",
        3,
        TEN.minusSeconds(3600),
        TEN,
        TEN.plusSeconds(1800),
        summary,
        "רחוב הרצל 5, תל אביב; קומה 2",
        "שורה\nשנייה \\ סוף",
        "https://phone.example.com/console/a/x",
        cancelled);
  }

  @Test
  void an_event_is_the_same_once_it_is_read_again() {
    String odd = "תספורת, צבע; \"מיוחד\" \\ 💇 " + "ארוך מאוד ".repeat(20) + "\u0007";
    String text =
        ICalendar.event(
            Method.REQUEST,
            event(odd, false),
            new ICalendar.Parties("kolan@example.com", "מספרה: \"דנה\"", "ruth@example.com"));

    ParsedCalendar read = ParsedCalendar.of(text);

    assertThat(read.properties()).containsEntry("METHOD", "REQUEST");
    Map<String, String> event = read.events().getFirst();
    assertThat(event)
        .containsEntry("UID", "kolan-1-17-5")
        .containsEntry("SEQUENCE", "3")
        .containsEntry("DTSTART", "20261206T080000Z")
        .containsEntry("DTEND", "20261206T083000Z")
        .containsEntry("SUMMARY", odd.replace("\u0007", ""))
        .containsEntry("LOCATION", "רחוב הרצל 5, תל אביב; קומה 2")
        .containsEntry("DESCRIPTION", "שורה\nשנייה \\ סוף")
        .containsEntry("STATUS", "CONFIRMED")
        .containsEntry("ORGANIZER", "mailto:kolan@example.com")
        .containsEntry("ATTENDEE", "mailto:ruth@example.com");
  }

  @Test
  void no_line_of_a_value_can_become_a_property() {
    String text = ICalendar.event(Method.PUBLISH, event("a\r\nATTENDEE:mailto:x\rb", false), null);

    assertThat(ParsedCalendar.of(text).events().getFirst())
        .containsEntry("SUMMARY", "a\nATTENDEE:mailto:xb")
        .doesNotContainKey("ATTENDEE");
  }

  @Test
  void a_feed_has_its_name_and_its_events() {
    ParsedCalendar read =
        ParsedCalendar.of(
            ICalendar.feed("דנה, מספרה", 15, List.of(event("א", false), event("ב", true))));

    assertThat(read.properties())
        .containsEntry("METHOD", "PUBLISH")
        .containsEntry("X-WR-CALNAME", "דנה, מספרה")
        .containsEntry("REFRESH-INTERVAL", "PT15M");
    assertThat(read.events())
        .extracting(each -> each.get("STATUS"))
        .containsExactly("CONFIRMED", "CANCELLED");
  }
}
