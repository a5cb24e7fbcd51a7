package app.kolan.server.business;

import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.twilio.webhook.PhoneNumber;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a business calls out, and within which bounds.
///
/// @param ring who is rung first when somebody is called back; null for the human of the business
/// @param from the number of the business that people see; null for the one that they called
/// @param countries to which it may call: ISO 3166 codes
/// @param quiet when nobody is called who did not ask for it now
/// @param callsAtOnce how many calls it may have placed at once, from 1
/// @param callsADay how many it may place on a day of its zone
/// @param costADay how much these may cost, in US dollars by `costAMinute`; null for any
/// @param costAMinute of one leg of a call, in US dollars
/// @param records whether calls back are recorded; the person called is told so before he is
///   connected
/// @param keepsPromises whether the agent calls back who was promised it, when nobody of the
///   business has
public record CallingSettings(
    @Nullable PhoneNumber ring,
    @Nullable PhoneNumber from,
    Set<String> countries,
    QuietTimes quiet,
    int callsAtOnce,
    int callsADay,
    @Nullable BigDecimal costADay,
    BigDecimal costAMinute,
    boolean records,
    boolean keepsPromises) {
  public static final int USUAL_AT_ONCE = 3;
  public static final int USUAL_A_DAY = 200;
  public static final BigDecimal USUAL_COST = new BigDecimal("0.10");

  public CallingSettings {
    countries = Set.copyOf(countries);
    if (callsAtOnce < 1 || callsADay < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }

  /// From eight in the evening to nine in the morning nobody is called, nor on Shabbat and the
  /// holidays.
  ///
  /// @param city where these are kept
  public static QuietTimes usualQuiet(ZoneId zone, City city) {
    return new QuietTimes(zone, city, List.of(new Hours(LocalTime.of(20, 0), LocalTime.of(9, 0))));
  }

  /// Those of a business that has set nothing else.
  public static CallingSettings usual(QuietTimes quiet) {
    return new CallingSettings(
        null,
        null,
        Set.of("IL"),
        quiet,
        USUAL_AT_ONCE,
        USUAL_A_DAY,
        null,
        USUAL_COST,
        false,
        false);
  }

  /// The same, recorded or not.
  public CallingSettings recorded(boolean other) {
    return new CallingSettings(
        ring,
        from,
        countries,
        quiet,
        callsAtOnce,
        callsADay,
        costADay,
        costAMinute,
        other,
        keepsPromises);
  }
}
