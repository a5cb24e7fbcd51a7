package app.kolan.server.business;

import java.time.LocalDate;

/// How a business keeps Shabbat and the holidays: it is closed from candle lighting to the coming
/// out of the stars.
///
/// @param city where the sun is looked at
/// @param eves what the day before a holiday is like until then
/// @param cholHamoed what the days between the holidays of Pesach and of Sukkot are like
public record HolidayPolicy(City city, DayRule eves, DayRule cholHamoed) {
  /// As usual in Jerusalem.
  public static final HolidayPolicy USUAL =
      new HolidayPolicy(City.JERUSALEM, DayRule.AS_FRIDAY, DayRule.USUAL);

  /// Whether a day is a Jewish holiday in Israel on which nobody works, or lies between the first
  /// and the last day of one. Shabbat is none.
  public static boolean isHoliday(LocalDate date) {
    return ShabbatTimes.isHoliday(date);
  }

  /// What a day is like.
  public enum DayRule {
    /// It has the hours of its weekday.
    USUAL,
    /// It has the hours of a Friday.
    AS_FRIDAY,
    CLOSED
  }

  /// A place in Israel.
  ///
  /// @param latitude in degrees north
  /// @param longitude in degrees east
  /// @param candleLighting how many minutes before sunset candles are lit
  public record City(double latitude, double longitude, int candleLighting) {
    public static final City JERUSALEM = new City(31.778, 35.235, 40);
  }
}
