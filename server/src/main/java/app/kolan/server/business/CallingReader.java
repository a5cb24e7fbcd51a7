package app.kolan.server.business;

import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.settings.YamlSection;
import app.kolan.twilio.webhook.PhoneNumber;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `business.calling`.
final class CallingReader {
  private static final List<String> KEYS =
      List.of(
          "ring",
          "from",
          "countries",
          "quiet",
          "calls-at-once",
          "calls-a-day",
          "cost-a-day",
          "cost-a-minute",
          "record",
          "keep-promises");

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final int MOST = 100_000;

  private final YamlSection part;
  private final @Nullable OpeningHours hours;

  private CallingReader(YamlSection part, @Nullable OpeningHours hours) {
    this.part = part;
    this.hours = hours;
  }

  /// @param hours whose city and time zone hold for quiet times, too
  static CallingSettings read(YamlSection part, @Nullable OpeningHours hours) {
    return new CallingReader(part, hours).settings();
  }

  private CallingSettings settings() {
    if (part.isThere()) {
      part.only(KEYS);
    }
    return new CallingSettings(
        number(part.at("ring")),
        number(part.at("from")),
        countries(part.at("countries")),
        quiet(part.at("quiet")),
        part.at("calls-at-once").number(1, MOST).orElse(CallingSettings.USUAL_AT_ONCE),
        part.at("calls-a-day").number(1, MOST).orElse(CallingSettings.USUAL_A_DAY),
        dollars(part.at("cost-a-day")),
        Optional.ofNullable(dollars(part.at("cost-a-minute"))).orElse(CallingSettings.USUAL_COST),
        part.at("record").flag(),
        part.at("keep-promises").flag());
  }

  private static @Nullable PhoneNumber number(YamlSection part) {
    String text = part.text("");
    if (text.isEmpty()) {
      return null;
    }
    var number = new PhoneNumber(text);
    if (!number.isDialable()) {
      part.problem(text, "write the number in E.164 and in quotes, such as \"+972501234567\"");
    }
    return number;
  }

  private static Set<String> countries(YamlSection part) {
    if (!part.isThere()) {
      return Set.of("IL");
    }
    var countries = new LinkedHashSet<String>();
    for (YamlSection each : part.parts()) {
      String code = each.text("").toUpperCase(Locale.ROOT);
      if (!COUNTRIES.contains(code)) {
        each.problem(code, "write countries as two letters, such as IL, several with commas");
      }
      countries.add(code);
    }
    return countries;
  }

  private QuietTimes quiet(YamlSection part) {
    OpeningHours own = hours;
    ZoneId zone = own == null ? BusinessLocale.ISRAEL.zone() : own.zone();
    HolidayPolicy policy = own == null ? null : own.holidays();
    City city = policy == null ? City.JERUSALEM : policy.city();
    if (!part.isThere()) {
      return CallingSettings.usualQuiet(zone, city);
    }
    boolean keepsShabbat = false;
    var daily = new ArrayList<Hours>();
    for (YamlSection each : part.parts()) {
      String text = each.text("");
      if (text.equals("shabbat")) {
        keepsShabbat = true;
        continue;
      }
      Optional<Hours> range = OpeningHoursReader.range(text);
      range.ifPresent(daily::add);
      if (range.isEmpty()) {
        each.problem(text, "write shabbat, or hours as 20:00-09:00, several with commas");
      }
    }
    if (daily.stream().anyMatch(each -> each.from().equals(each.to()))) {
      part.problem("a whole day", "leave some of the day, or remove the entry");
    }
    return new QuietTimes(zone, keepsShabbat ? city : null, daily);
  }

  private static @Nullable BigDecimal dollars(YamlSection part) {
    String text = part.text("");
    if (text.isEmpty()) {
      return null;
    }
    if (!text.matches("[0-9]{1,6}([.][0-9]{1,4})?") || new BigDecimal(text).signum() == 0) {
      part.problem(text, "give US dollars, such as 20 or 0.12");
      return null;
    }
    return new BigDecimal(text);
  }
}
