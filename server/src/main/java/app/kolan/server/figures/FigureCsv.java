package app.kolan.server.figures;

import app.kolan.server.crm.CsvTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Figures as tables for spreadsheets: a line for each day, or for each hour of the day. Names of
/// columns are English, as in other exports.
public final class FigureCsv {
  private static final List<String> CALLS =
      List.of("calls", "answered", "missed", "transferred", "leads");

  private FigureCsv() {}

  /// What is known of a day beside its calls, as it is written; null for what is not shown.
  ///
  /// @param booked appointments that begin on it, without those that were cancelled
  /// @param medianWait how long callers waited for half of the answers at most, in seconds
  /// @param dollars about what its calls cost
  public record More(
      @Nullable Long booked,
      @Nullable String medianWait,
      @Nullable Long minutes,
      @Nullable String dollars) {
    /// Of a day on which nothing is known to be.
    public static final More NOTHING = new More(null, null, null, null);
  }

  /// A line for each day.
  public static String days(Figures figures, Function<Figures.Day, More> more) {
    var columns = new ArrayList<String>();
    columns.add("date");
    columns.addAll(CALLS);
    columns.addAll(List.of("booked", "median_wait_seconds", "minutes", "cost_usd"));
    return CsvTable.write(
        columns,
        figures.days().stream()
            .map(
                day -> {
                  List<String> line = line(day.date().toString(), day.tally());
                  More known = more.apply(day);
                  line.add(text(known.booked()));
                  line.add(text(known.medianWait()));
                  line.add(text(known.minutes()));
                  line.add(text(known.dollars()));
                  return line;
                })
            .toList());
  }

  /// A line for each hour of the day, with the calls of all days.
  public static String hours(Figures figures) {
    var columns = new ArrayList<String>();
    columns.add("hour");
    columns.addAll(CALLS);
    return CsvTable.write(
        columns,
        IntStream.range(0, figures.hours().size())
            .mapToObj(hour -> line("%02d:00".formatted(hour), figures.hours().get(hour)))
            .toList());
  }

  private static List<String> line(String first, Tally tally) {
    var line = new ArrayList<String>();
    line.add(first);
    for (long count :
        List.of(
            tally.calls(), tally.answered(), tally.missed(), tally.transferred(), tally.leads())) {
      line.add(Long.toString(count));
    }
    return line;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
