package app.kolan.server.ical;

import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.Context;
import com.github.mangstadt.vinnie.io.SyntaxRules;
import com.github.mangstadt.vinnie.io.VObjectDataAdapter;
import com.github.mangstadt.vinnie.io.VObjectReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads events of iCalendar (RFC 5545) as other programs write them: when they are, and whether
/// who has them is busy. Any text gives an object or [MalformedCalendar].
public final class ICalendarReader {
  /// An event with all its exceptions has far fewer.
  private static final int MOST_EVENTS = 1000;

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT);
  private static final Pattern DURATION =
      Pattern.compile(
          "\\+?P(?:(\\d{1,3})W)?(?:(\\d{1,4})D)?(?:T(?:(\\d{1,5})H)?(?:(\\d{1,6})M)?(?:(\\d{1,7})S)?)?");

  private ICalendarReader() {}

  /// Reads what stands under one name.
  ///
  /// @param zone the clock of times without a zone, and of whole days
  public static CalendarObject read(String text, ZoneId zone) throws MalformedCalendar {
    var found = new Components();
    try (var reader = new VObjectReader(new StringReader(text), SyntaxRules.iCalendar())) {
      reader.parse(found);
    } catch (IOException | RuntimeException _) {
      throw new MalformedCalendar("it cannot be read as iCalendar");
    }
    if (!found.isCalendar) {
      throw new MalformedCalendar("it is no iCalendar");
    }
    if (found.events.size() > MOST_EVENTS) {
      throw new MalformedCalendar("it has more than " + MOST_EVENTS + " events");
    }
    var zones = new CalendarZones(zone);
    found.zones.forEach(each -> each.describeTo(zones));
    var events = new ArrayList<ReadEvent>();
    for (Component event : found.events) {
      events.add(event.event(zones, zone));
    }
    return new CalendarObject(events);
  }

  private static final class Components extends VObjectDataAdapter {
    private final List<Component> events = new ArrayList<>();
    private final List<Component> zones = new ArrayList<>();
    private boolean isCalendar;
    private Component current = new Component();

    @Override
    public void onComponentBegin(String name, Context context) {
      String kind = name.toUpperCase(Locale.ROOT);
      isCalendar |= kind.equals("VCALENDAR");
      if (kind.equals("VEVENT") || kind.equals("VTIMEZONE")) {
        current = new Component();
        (kind.equals("VEVENT") ? events : zones).add(current);
      } else if (kind.equals("DAYLIGHT")) {
        current.hasDaylight = true;
      }
    }

    /// What stands within an alarm of an event is none of the event's.
    @Override
    public void onProperty(VObjectProperty property, Context context) {
      List<String> parents = context.getParentComponents();
      String parent = parents.isEmpty() ? "" : parents.getLast().toUpperCase(Locale.ROOT);
      if (!parent.equals("VALARM") && property.getValue() != null) {
        current.add(property.getName().toUpperCase(Locale.ROOT), property);
      }
    }
  }

  private static final class Component {
    private final Map<String, List<VObjectProperty>> properties = new HashMap<>();
    private boolean hasDaylight;

    void add(String name, VObjectProperty property) {
      properties.computeIfAbsent(name, _ -> new ArrayList<>()).add(property);
    }

    @Nullable VObjectProperty first(String name) {
      List<VObjectProperty> all = properties.get(name);
      return all == null ? null : all.getFirst();
    }

    @Nullable String text(String name) {
      VObjectProperty property = first(name);
      return property == null ? null : property.getValue().strip();
    }

    void describeTo(CalendarZones zones) {
      String name = text("TZID");
      if (name != null) {
        zones.describe(name, text("X-LIC-LOCATION"), text("TZOFFSETTO"), hasDaylight);
      }
    }

    ReadEvent event(CalendarZones zones, ZoneId usual) throws MalformedCalendar {
      VObjectProperty start = first("DTSTART");
      if (start == null) {
        throw new MalformedCalendar("an event has no beginning");
      }
      try {
        boolean wholeDays = isDay(start, start.getValue().strip());
        ZoneId zone = wholeDays ? usual : zone(start, start.getValue(), zones);
        LocalDateTime from = local(start.getValue());
        boolean cancelled = "CANCELLED".equalsIgnoreCase(text("STATUS"));
        return new ReadEvent(
            text("UID"),
            from,
            zone,
            length(from.atZone(zone).toInstant(), wholeDays, zones, usual),
            wholeDays,
            text("RRULE"),
            times("RDATE", zones, usual),
            times("EXDATE", zones, usual),
            times("RECURRENCE-ID", zones, usual).stream().findFirst().orElse(null),
            cancelled,
            !cancelled && !isFree());
      } catch (DateTimeException | ArithmeticException e) {
        throw new MalformedCalendar("a time of an event cannot be read");
      }
    }

    private boolean isFree() {
      return "TRANSPARENT".equalsIgnoreCase(text("TRANSP"))
          || "FREE".equalsIgnoreCase(text("X-MICROSOFT-CDO-BUSYSTATUS"));
    }

    private Duration length(Instant from, boolean wholeDays, CalendarZones zones, ZoneId usual) {
      VObjectProperty end = first("DTEND");
      if (end != null) {
        Instant to = instant(end, end.getValue(), zones, usual);
        Duration between = Duration.between(from, to);
        // A day on which the clock is changed has 23 hours.
        return wholeDays ? Duration.ofDays(Math.round(between.toHours() / 24.0)) : between;
      }
      String duration = text("DURATION");
      if (duration != null) {
        return duration(duration);
      }
      return wholeDays ? Duration.ofDays(1) : Duration.ZERO;
    }

    private Set<Instant> times(String name, CalendarZones zones, ZoneId usual) {
      var times = new HashSet<Instant>();
      for (VObjectProperty property : properties.getOrDefault(name, List.of())) {
        for (String value : property.getValue().split(",", -1)) {
          // A period stands for its beginning.
          times.add(instant(property, value.split("/", 2)[0], zones, usual));
        }
      }
      return times;
    }

    private static Instant instant(
        VObjectProperty property, String value, CalendarZones zones, ZoneId usual) {
      ZoneId zone = isDay(property, value) ? usual : zone(property, value, zones);
      return local(value).atZone(zone).toInstant();
    }

    private static boolean isDay(VObjectProperty property, String value) {
      return "DATE".equalsIgnoreCase(property.getParameters().first("VALUE"))
          || value.strip().length() == DAY_LETTERS;
    }

    private static ZoneId zone(VObjectProperty property, String value, CalendarZones zones) {
      return value.strip().endsWith("Z")
          ? ZoneOffset.UTC
          : zones.of(property.getParameters().first("TZID"));
    }
  }

  private static final int DAY_LETTERS = 8;

  private static LocalDateTime local(String value) {
    String text = value.strip();
    String plain = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
    return plain.length() == DAY_LETTERS
        ? LocalDate.parse(plain, DAY).atStartOfDay()
        : LocalDateTime.parse(plain, TIME);
  }

  private static Duration duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      throw new DateTimeException("no duration");
    }
    return Duration.ofDays(7L * number(parts.group(1)) + number(parts.group(2)))
        .plusHours(number(parts.group(3)))
        .plusMinutes(number(parts.group(4)))
        .plusSeconds(number(parts.group(5)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
