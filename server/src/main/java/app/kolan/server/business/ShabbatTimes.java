package app.kolan.server.business;

import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.OpeningHours.Opening;
import com.kosherjava.zmanim.ZmanimCalendar;
import com.kosherjava.zmanim.hebrewcalendar.HebrewDateFormatter;
import com.kosherjava.zmanim.hebrewcalendar.JewishCalendar;
import com.kosherjava.zmanim.util.GeoLocation;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Optional;
import java.util.TimeZone;

/// The times of rest of the Jewish calendar in Israel: from candle lighting to the coming out of
/// the stars (the sun 8.5° below the horizon), to the minute and on the careful side.
///
/// Two holidays in a row, or one beside Shabbat, are one time of rest.
@SuppressWarnings("JavaUtilDate") // KosherJava speaks it.
final class ShabbatTimes {
  private final City city;
  private final ZoneId zone;

  ShabbatTimes(City city, ZoneId zone) {
    this.city = city;
    this.zone = zone;
  }

  /// The part of a day that is rest; empty for a day without.
  Optional<Opening> restOn(LocalDate date) {
    boolean rest = isRest(date);
    boolean restTomorrow = isRest(date.plusDays(1));
    if (!rest && !restTomorrow) {
      return Optional.empty();
    }
    ZonedDateTime from = rest ? date.atStartOfDay(zone) : candleLighting(date);
    ZonedDateTime to = restTomorrow ? date.plusDays(1).atStartOfDay(zone) : stars(date);
    return Optional.of(new Opening(from, to));
  }

  /// Whether it is the day before a holiday. A Friday is no such day.
  boolean isEve(LocalDate date) {
    return day(date).isErevYomTov();
  }

  boolean isCholHamoed(LocalDate date) {
    return day(date).isCholHamoed();
  }

  /// The name of Shabbat, a holiday or its eve, or a day of chol hamoed, in Hebrew.
  Optional<String> nameOf(LocalDate date) {
    JewishCalendar day = day(date);
    var words = new HebrewDateFormatter();
    words.setHebrewFormat(true);
    if (day.isYomTovAssurBemelacha() || day.isErevYomTov() || day.isCholHamoed()) {
      return Optional.of(words.formatYomTov(day));
    }
    return day.isAssurBemelacha() ? Optional.of("שבת") : Optional.empty();
  }

  /// Whether it is a holiday on which nobody works, or a day of chol hamoed.
  static boolean isHoliday(LocalDate date) {
    JewishCalendar day = day(date);
    return day.isYomTovAssurBemelacha() || day.isCholHamoed();
  }

  private boolean isRest(LocalDate date) {
    return day(date).isAssurBemelacha();
  }

  private static JewishCalendar day(LocalDate date) {
    var day = new JewishCalendar(date);
    day.setInIsrael(true);
    return day;
  }

  private ZonedDateTime candleLighting(LocalDate date) {
    return moment(sun(date).getCandleLighting(), date).truncatedTo(ChronoUnit.MINUTES);
  }

  private ZonedDateTime stars(LocalDate date) {
    return moment(sun(date).getTzais(), date).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
  }

  private ZmanimCalendar sun(LocalDate date) {
    var place = new GeoLocation("", city.latitude(), city.longitude(), TimeZone.getTimeZone(zone));
    var sun = new ZmanimCalendar(place);
    sun.setCandleLightingOffset(city.candleLighting());
    sun.setCalendar(GregorianCalendar.from(date.atTime(LocalTime.NOON).atZone(zone)));
    return sun;
  }

  private ZonedDateTime moment(Date moment, LocalDate date) {
    if (moment == null) {
      throw new IllegalStateException("the sun does not set on " + date);
    }
    return moment.toInstant().atZone(zone);
  }
}
