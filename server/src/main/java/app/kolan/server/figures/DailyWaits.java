package app.kolan.server.figures;

import app.kolan.server.store.TurnTimes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How long callers waited for answers, in all days and in each.
///
/// @param heard until callers heard something, by the day of the call; nothing of days without an
///   answer
public record DailyWaits(Waits all, Map<LocalDate, Waits.StageWait> heard) {
  public DailyWaits {
    heard = Map.copyOf(heard);
  }

  static DailyWaits of(Map<LocalDate, List<TurnTimes>> days) {
    var all = new ArrayList<TurnTimes>();
    var heard = new TreeMap<LocalDate, Waits.StageWait>();
    days.forEach(
        (day, times) -> {
          all.addAll(times);
          Waits.stage(Waits.Stage.HEARD, times).ifPresent(wait -> heard.put(day, wait));
        });
    return new DailyWaits(Waits.of(all), heard);
  }
}
