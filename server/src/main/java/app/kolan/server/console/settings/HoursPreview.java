package app.kolan.server.console.settings;

import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.OpeningHours.Day;
import app.kolan.server.business.OpeningHours.Opening;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the hours make of the coming weeks, week by week from Sunday.
public record HoursPreview(List<List<PreviewDay>> weeks) {
  private static final int WEEKS = 4;
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d.M");

  /// A day.
  ///
  /// @param past whether it is over
  /// @param openings such as `09:00–13:00`; empty for a day that is closed
  /// @param why a holiday's name, in Hebrew; null for a day like others
  /// @param exception whether its hours were set for its date
  public record PreviewDay(
      LocalDate date,
      boolean past,
      List<String> openings,
      @Nullable String why,
      boolean exception) {
    public PreviewDay {
      openings = List.copyOf(openings);
    }

    public String shortDate() {
      return DATE.format(date);
    }
  }

  public HoursPreview {
    weeks = weeks.stream().map(List::copyOf).toList();
  }

  /// @param today on the clocks of the business
  public static HoursPreview of(OpeningHours hours, LocalDate today) {
    LocalDate first = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    var weeks = new ArrayList<List<PreviewDay>>();
    for (int week = 0; week < WEEKS; week++) {
      var days = new ArrayList<PreviewDay>();
      for (int day = 0; day < HoursPart.WEEK.size(); day++) {
        LocalDate date = first.plusDays(week * 7L + day);
        Day known = hours.on(date);
        days.add(
            new PreviewDay(
                date,
                date.isBefore(today),
                known.openings().stream().map(HoursPreview::words).toList(),
                known.why(),
                hours.exceptions().containsKey(date)));
      }
      weeks.add(days);
    }
    return new HoursPreview(weeks);
  }

  private static String words(Opening opening) {
    return CLOCK.format(opening.from()) + "–" + CLOCK.format(opening.to());
  }
}
