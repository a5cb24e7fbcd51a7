package app.kolan.server.business;

import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.HolidayPolicy.DayRule;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.settings.YamlSection;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `business.hours`.
final class OpeningHoursReader {
  private static final Pattern RANGE =
      Pattern.compile("([0-9]{1,2}):([0-9]{2})\\s*[-\u2013]\\s*([0-9]{1,2}):([0-9]{2})");
  private static final int MOST_CANDLE_MINUTES = 90;
  private static final Map<String, City> CITIES =
      Map.of(
          "jerusalem", City.JERUSALEM,
          "tel-aviv", new City(32.087, 34.790, 18),
          "haifa", new City(32.794, 34.990, 30),
          "beer-sheva", new City(31.252, 34.791, 18),
          "petah-tikva", new City(32.084, 34.888, 40),
          "eilat", new City(29.558, 34.948, 18));
  private static final List<String> OTHER_KEYS =
      List.of(
          "zone",
          "exceptions",
          "holidays",
          "holiday-eves",
          "chol-hamoed",
          "city",
          "latitude",
          "longitude",
          "candle-lighting");

  private final YamlSection part;
  private final ZoneId usualZone;

  private OpeningHoursReader(YamlSection part, ZoneId usualZone) {
    this.part = part;
    this.usualZone = usualZone;
  }

  /// The hours; null when there are none.
  ///
  /// @param usualZone by whose clocks they are when they name no zone
  static @Nullable OpeningHours read(YamlSection part, ZoneId usualZone) {
    return part.isThere() ? new OpeningHoursReader(part, usualZone).hours() : null;
  }

  /// The hours of a part of a business, such as a person: weekdays and exceptions of its own, and
  /// the exceptions and holidays of the business. Without any they are those of the business.
  static OpeningHours readOfPart(YamlSection part, OpeningHours business) {
    if (!part.isThere()) {
      return business;
    }
    var reader = new OpeningHoursReader(part, business.zone());
    var exceptions = new HashMap<>(business.exceptions());
    Map<DayOfWeek, List<Hours>> week = reader.week(List.of("exceptions"));
    exceptions.putAll(reader.exceptions());
    return new OpeningHours(business.zone(), week, exceptions, business.holidays());
  }

  private OpeningHours hours() {
    return new OpeningHours(zone(), week(OTHER_KEYS), exceptions(), holidays());
  }

  private Map<DayOfWeek, List<Hours>> week(List<String> otherKeys) {
    var known = new ArrayList<>(otherKeys);
    var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      known.add(name);
      week.put(day, ranges(part.at(name)));
    }
    part.only(known);
    return week;
  }

  private ZoneId zone() {
    YamlSection zone = part.at("zone");
    String name = zone.text(usualZone.getId());
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      zone.problem(name, "give a time zone such as Asia/Jerusalem");
      return usualZone;
    }
  }

  private Map<LocalDate, List<Hours>> exceptions() {
    var exceptions = new HashMap<LocalDate, List<Hours>>();
    part.at("exceptions")
        .entries()
        .forEach(
            (date, hours) -> {
              try {
                exceptions.put(LocalDate.parse(date), ranges(hours));
              } catch (DateTimeParseException e) {
                hours.problem("no date", "write it as 2026-12-31");
              }
            });
    return exceptions;
  }

  private static List<Hours> ranges(YamlSection day) {
    var ranges = new ArrayList<Hours>();
    for (YamlSection range : day.parts()) {
      String text = range.text("");
      if (text.equals("closed")) {
        continue;
      }
      Optional<Hours> hours = range(text);
      hours.ifPresent(ranges::add);
      if (hours.isEmpty()) {
        range.problem(text, "write hours as 09:00-17:00, several with commas, or closed");
      }
    }
    return ranges;
  }

  /// The part of a day that a text such as `09:00-17:00` names; empty when it names none.
  static Optional<Hours> range(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      return Optional.empty();
    }
    Optional<LocalTime> from = time(range.group(1), range.group(2));
    Optional<LocalTime> to =
        range.group(3).equals("24") && range.group(4).equals("00")
            ? Optional.of(LocalTime.MIDNIGHT)
            : time(range.group(3), range.group(4));
    return from.flatMap(begin -> to.map(end -> new Hours(begin, end)));
  }

  private static Optional<LocalTime> time(String hour, String minute) {
    int hours = Integer.parseInt(hour);
    int minutes = Integer.parseInt(minute);
    return hours < 24 && minutes < 60
        ? Optional.of(LocalTime.of(hours, minutes))
        : Optional.empty();
  }

  private @Nullable HolidayPolicy holidays() {
    YamlSection holidays = part.at("holidays");
    City city = city();
    DayRule eves = rule(part.at("holiday-eves"), HolidayPolicy.USUAL.eves());
    DayRule cholHamoed = rule(part.at("chol-hamoed"), HolidayPolicy.USUAL.cholHamoed());
    return switch (holidays.text("closed")) {
      case "closed" -> new HolidayPolicy(city, eves, cholHamoed);
      case "open" -> null;
      default -> {
        holidays.problem(holidays.text(""), "choose closed or open");
        yield null;
      }
    };
  }

  private static DayRule rule(YamlSection day, DayRule usual) {
    String word = day.text(usual.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return switch (word) {
      case "usual" -> DayRule.USUAL;
      case "as-friday" -> DayRule.AS_FRIDAY;
      case "closed" -> DayRule.CLOSED;
      default -> {
        day.problem(word, "choose usual, as-friday or closed");
        yield usual;
      }
    };
  }

  private City city() {
    YamlSection named = part.at("city");
    String name = named.text("jerusalem").toLowerCase(Locale.ROOT).replace(' ', '-');
    City city = CITIES.get(name);
    if (city == null) {
      named.problem(
          name,
          "choose %s, or give latitude and longitude"
              .formatted(String.join(", ", CITIES.keySet().stream().sorted().toList())));
      city = City.JERUSALEM;
    }
    double latitude = degrees(part.at("latitude"), 60, city.latitude());
    double longitude = degrees(part.at("longitude"), 180, city.longitude());
    if (part.at("latitude").isThere() != part.at("longitude").isThere()) {
      part.problem("half a place", "give both latitude and longitude");
    }
    int candles =
        part.at("candle-lighting").number(0, MOST_CANDLE_MINUTES).orElse(city.candleLighting());
    return new City(latitude, longitude, candles);
  }

  private static double degrees(YamlSection degrees, int most, double usual) {
    Optional<String> text = degrees.text();
    if (text.isEmpty()) {
      return usual;
    }
    if (text.get().matches("-?[0-9]{1,3}(\\.[0-9]{1,9})?")
        && Math.abs(Double.parseDouble(text.get())) <= most) {
      return Double.parseDouble(text.get());
    }
    degrees.problem(text.get(), "give degrees from -%d to %d".formatted(most, most));
    return usual;
  }
}
