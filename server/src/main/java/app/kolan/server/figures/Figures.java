package app.kolan.server.figures;

import app.kolan.server.store.CallCount;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The calls of some days on end.
///
/// @param days each of them, those without a call among them
/// @param hours the hours of a day, from midnight, with the calls of all days
public record Figures(Tally total, List<Day> days, List<Tally> hours) {
  public Figures {
    days = List.copyOf(days);
    hours = List.copyOf(hours);
  }

  /// One day on the clocks of the business.
  public record Day(LocalDate date, Tally tally) {}

  static Figures of(List<LocalDate> days, List<CallCount> calls) {
    var byHour = new TreeMap<LocalDateTime, Tally>();
    calls.forEach(each -> byHour.merge(each.hour(), Tally.of(each), Tally::plus));
    var byDay = new TreeMap<LocalDate, Tally>();
    days.forEach(day -> byDay.put(day, Tally.NONE));
    var hours = new Tally[24];
    Arrays.fill(hours, Tally.NONE);
    Tally total = Tally.NONE;
    for (Map.Entry<LocalDateTime, Tally> each : byHour.entrySet()) {
      byDay.merge(each.getKey().toLocalDate(), each.getValue(), Tally::plus);
      int hour = each.getKey().getHour();
      hours[hour] = hours[hour].plus(each.getValue());
      total = total.plus(each.getValue());
    }
    var list = new ArrayList<Day>();
    byDay.forEach((date, tally) -> list.add(new Day(date, tally)));
    return new Figures(total, list, List.of(hours));
  }
}
