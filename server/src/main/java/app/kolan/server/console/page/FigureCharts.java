package app.kolan.server.console.page;

import app.kolan.server.console.page.BarChart.Fill;
import app.kolan.server.console.page.BarChart.Part;
import app.kolan.server.console.page.BarChart.Reading;
import app.kolan.server.console.text.Numbers;
import app.kolan.server.console.text.Texts;
import app.kolan.server.console.text.Times;
import app.kolan.server.figures.DailyCosts;
import app.kolan.server.figures.DailyWaits;
import app.kolan.server.figures.Figures;
import app.kolan.server.figures.Tally;
import app.kolan.server.figures.Waits.StageWait;
import app.kolan.server.store.Appointment;
import app.kolan.server.usage.CostEstimate;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Draws figures, and writes them as tables.
public record FigureCharts(Texts texts, Times times) {
  private static final String NONE = "–";

  /// To the millionth of a dollar, as costs are reckoned.
  private static final int DOLLAR_SCALE = 6;

  /// Charts that have their numbers in one table.
  public record Drawn(List<BarChart> charts, FigureTable table) {
    public Drawn {
      charts = List.copyOf(charts);
    }
  }

  /// Calls by how they came out.
  Drawn byDay(Figures figures) {
    List<String> labels = labels(figures);
    return calls(labels, axis(labels), "figures.day", tallies(figures));
  }

  Drawn byHour(Figures figures) {
    List<String> labels =
        IntStream.range(0, figures.hours().size()).mapToObj(FigureCharts::hour).toList();
    List<String> axis = IntStream.of(0, 6, 12, 18).mapToObj(FigureCharts::hour).toList();
    return calls(labels, axis, "figures.hour", figures.hours());
  }

  private Drawn calls(List<String> labels, List<String> axis, String head, List<Tally> tallies) {
    BarChart chart =
        BarChart.of(
            texts,
            labels,
            axis,
            Numbers::whole,
            Reading.TOGETHER,
            part(Fill.PLAIN, "figures.answered", tallies, Tally::answered),
            part(Fill.HOLLOW, "figures.open", tallies, Tally::open),
            part(Fill.STRIPED, "figures.missed", tallies, Tally::missed));
    List<Part> columns =
        Stream.concat(
                Stream.of(part(Fill.PLAIN, "figures.calls", tallies, Tally::calls)),
                chart.parts().stream())
            .toList();
    return new Drawn(List.of(chart), table(head, labels, columns));
  }

  /// What came of calls, each with a chart of its own, since one call may have brought several.
  ///
  /// @param appointments null for who may not see them
  Drawn results(Figures figures, @Nullable Map<LocalDate, Appointment.Tally> appointments) {
    List<String> labels = labels(figures);
    List<Tally> tallies = tallies(figures);
    var parts = new ArrayList<Part>();
    parts.add(part(Fill.PLAIN, "figures.leads", tallies, Tally::leads));
    if (appointments != null) {
      List<Appointment.Tally> booked =
          figures.days().stream()
              .map(day -> appointments.getOrDefault(day.date(), Appointment.Tally.NONE))
              .toList();
      parts.add(part(Fill.PLAIN, "nav.appointments", booked, Appointment.Tally::kept));
    }
    parts.add(part(Fill.PLAIN, "figures.transferred", tallies, Tally::transferred));
    return new Drawn(
        parts.stream()
            .map(
                part ->
                    BarChart.of(
                        texts, labels, axis(labels), Numbers::whole, Reading.TOGETHER, part))
            .toList(),
        table("figures.day", labels, parts));
  }

  /// How long callers waited until they heard something.
  Drawn waits(Figures figures, DailyWaits waits) {
    List<String> labels = labels(figures);
    Map<LocalDate, StageWait> heard = waits.heard();
    BarChart chart =
        BarChart.of(
            texts,
            labels,
            axis(labels),
            FigureCharts::millis,
            Reading.UP_TO,
            part(Fill.PLAIN, "figures.median", figures.days(), millis(heard, StageWait::median)),
            part(Fill.PALE, "figures.most", figures.days(), millis(heard, StageWait::most)));
    List<FigureTable.Row> rows =
        figures.days().stream()
            .map(day -> waitRow(times.dayAndMonth(day.date()), heard.get(day.date())))
            .toList();
    List<String> columns =
        Stream.of("figures.median", "figures.most", "figures.answers").map(texts::text).toList();
    return new Drawn(List.of(chart), new FigureTable(texts.text("figures.day"), columns, rows));
  }

  private static ToLongFunction<Figures.Day> millis(
      Map<LocalDate, StageWait> heard, Function<StageWait, Duration> time) {
    return day -> {
      StageWait wait = heard.get(day.date());
      return wait == null ? 0 : time.apply(wait).toMillis();
    };
  }

  private static FigureTable.Row waitRow(String label, @Nullable StageWait wait) {
    return new FigureTable.Row(
        label,
        wait == null
            ? List.of(NONE, NONE, NONE)
            : List.of(
                millis(wait.median().toMillis()),
                millis(wait.most().toMillis()),
                Numbers.whole(wait.answers())));
  }

  /// What calls cost.
  Drawn costs(Figures figures, DailyCosts costs) {
    List<String> labels = labels(figures);
    BarChart chart =
        BarChart.of(
            texts,
            labels,
            axis(labels),
            FigureCharts::dollars,
            Reading.TOGETHER,
            part(
                Fill.PLAIN,
                "figures.dollars",
                figures.days(),
                day -> millionths(costs.days().get(day.date()))));
    List<FigureTable.Row> rows =
        figures.days().stream()
            .map(
                day -> {
                  CostEstimate cost = costs.days().get(day.date());
                  return new FigureTable.Row(
                      times.dayAndMonth(day.date()),
                      List.of(
                          Numbers.whole(day.tally().minutes()),
                          cost == null ? NONE : Numbers.dollars(cost)));
                })
            .toList();
    List<String> columns = Stream.of("figures.talked", "figures.dollars").map(texts::text).toList();
    return new Drawn(List.of(chart), new FigureTable(texts.text("figures.day"), columns, rows));
  }

  private static long millionths(@Nullable CostEstimate cost) {
    return cost == null ? 0 : cost.dollars().unscaledValue().longValueExact();
  }

  /// `$0.40`, or `$0.002` where cents are too coarse.
  private static String dollars(long millionths) {
    BigDecimal exact = BigDecimal.valueOf(millionths, DOLLAR_SCALE).stripTrailingZeros();
    return millionths > 0 && millionths < 10_000
        ? "$" + exact.toPlainString()
        : Numbers.dollars(exact);
  }

  private <T> Part part(Fill fill, String name, List<T> of, ToLongFunction<T> amount) {
    return new Part(
        fill, texts.text(name), of.stream().map(each -> amount.applyAsLong(each)).toList());
  }

  private FigureTable table(String head, List<String> labels, List<Part> parts) {
    return new FigureTable(
        texts.text(head),
        parts.stream().map(Part::name).toList(),
        IntStream.range(0, labels.size())
            .mapToObj(
                i ->
                    new FigureTable.Row(
                        labels.get(i),
                        parts.stream().map(part -> Numbers.whole(part.amounts().get(i))).toList()))
            .toList());
  }

  private List<String> labels(Figures figures) {
    return figures.days().stream().map(day -> times.dayAndMonth(day.date())).toList();
  }

  private static List<Tally> tallies(Figures figures) {
    return figures.days().stream().map(Figures.Day::tally).toList();
  }

  private static List<String> axis(List<String> labels) {
    int parts = labels.size() <= 7 ? labels.size() : 3;
    return IntStream.range(0, parts).mapToObj(i -> labels.get(i * labels.size() / parts)).toList();
  }

  /// `09:00`.
  private static String hour(int hour) {
    return "%02d:00".formatted(hour);
  }

  /// `1,250 ms`.
  static String millis(long millis) {
    return Numbers.whole(millis) + " ms";
  }
}
