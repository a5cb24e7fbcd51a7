package app.kolan.server.console.page;

import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.text.Times;
import app.kolan.server.figures.FigureCsv;
import app.kolan.server.figures.FigureReports;
import app.kolan.server.figures.Figures;
import app.kolan.server.figures.Tally;
import app.kolan.server.figures.Waits;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.AppointmentStore;
import app.kolan.server.store.UsageJob;
import app.kolan.server.usage.CostEstimate;
import app.kolan.server.usage.MonthlyReport;
import app.kolan.server.usage.UsageReports;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What calls come to in numbers: by day, by hour of the day, how long callers waited, what the
/// month cost. The address has the period.
public record FigurePages(
    FigureReports reports, AppointmentStore appointments, UsageReports usage) {
  private static final List<Integer> PERIODS = List.of(7, 30, 90);
  private static final int USUAL = 30;

  public void addTo(Routes routes) {
    var read = PageAdmission.with(Permission.CALLS_READ);
    routes.get("/b/{business}/figures", read, this::show);
    routes.get("/b/{business}/figures.csv", read, this::export);
  }

  /// The page.
  ///
  /// @param days in the period
  /// @param appointments that begin in the period; null where nothing is booked, and for who may
  ///   not see them
  /// @param cost of this month; null for who may not see it
  public record Shown(
      int days,
      Figures figures,
      BarChart byDay,
      BarChart byHour,
      Waits waits,
      Appointment.@Nullable Tally appointments,
      @Nullable Cost cost) {
    public List<Integer> periods() {
      return PERIODS;
    }

    /// In how many calls waits were looked for, at most.
    public int callsOfWaits() {
      return FigureReports.CALLS_OF_WAITS;
    }
  }

  /// What a month has cost so far, in US dollars.
  ///
  /// @param complete whether all of it has a price
  public record Cost(
      String month, long minutes, String dollars, boolean complete, List<Line> lines) {
    public Cost {
      lines = List.copyOf(lines);
    }
  }

  /// What one provider has cost.
  ///
  /// @param dollars null when there is no price
  public record Line(UsageJob job, String provider, String model, @Nullable String dollars) {}

  private PageAnswer show(PageRequest request) {
    int days = days(request);
    Figures figures = figures(request, days);
    Times times = request.times();
    var page =
        new Shown(
            days,
            figures,
            byDay(figures, times),
            byHour(figures),
            reports.waits(request.in().id(), times.zone(), days, request.at()),
            tally(request, days),
            request.may(Permission.USAGE_READ) ? cost(request) : null);
    return request.show("page/figures", "figures", page);
  }

  private Appointment.@Nullable Tally tally(PageRequest request, int days) {
    if (!request.may(Permission.APPOINTMENTS_READ)) {
      return null;
    }
    Times times = request.times();
    LocalDate today = LocalDate.ofInstant(request.at(), times.zone());
    Appointment.Tally tally =
        appointments.tally(
            request.in().id(),
            times.startOf(today.minusDays(days - 1L)),
            times.startOf(today.plusDays(1)));
    return tally.all() == 0 ? null : tally;
  }

  private PageAnswer export(PageRequest request) {
    Figures figures = figures(request, days(request));
    boolean byHour = request.query().text("by").equals("hour");
    String csv =
        byHour ? FigureCsv.hours(figures) : FigureCsv.days(figures, day -> more(request, day));
    return PageAnswer.text(200, "text/csv; charset=utf-8", csv)
        .with(
            "Content-Disposition",
            "attachment; filename=\"%s.csv\"".formatted(byHour ? "hours" : "figures"));
  }

  /// What a day has beside its calls, as far as he may see it. A day without calls costs nothing.
  private FigureCsv.More more(PageRequest request, Figures.Day day) {
    long business = request.in().id();
    Instant from = request.times().startOf(day.date());
    Instant until = request.times().startOf(day.date().plusDays(1));
    Long booked = null;
    if (request.may(Permission.APPOINTMENTS_READ)) {
      Appointment.Tally tally = appointments.tally(business, from, until);
      booked = tally.all() - tally.cancelled();
    }
    if (day.tally().calls() == 0) {
      return new FigureCsv.More(booked, null, null, null);
    }
    String wait =
        reports.waits(business, from, until, request.times().zone()).stages().stream()
            .filter(stage -> stage.stage() == Waits.Stage.HEARD)
            .map(stage -> seconds(stage.median()))
            .findFirst()
            .orElse(null);
    if (!request.may(Permission.USAGE_READ)) {
      return new FigureCsv.More(booked, wait, null, null);
    }
    UsageReports.Period used = usage.between(business, from, until);
    return new FigureCsv.More(
        booked,
        wait,
        used.minutes(),
        used.cost().dollars().setScale(2, RoundingMode.HALF_UP).toPlainString());
  }

  private Figures figures(PageRequest request, int days) {
    return reports.report(request.in().id(), request.times().zone(), days, request.at());
  }

  private static int days(PageRequest request) {
    String text = request.query().text("days");
    return PERIODS.stream()
        .filter(period -> Integer.toString(period).equals(text))
        .findFirst()
        .orElse(USUAL);
  }

  private static BarChart byDay(Figures figures, Times times) {
    List<Figures.Day> days = figures.days();
    List<String> labels = days.stream().map(day -> times.dayAndMonth(day.date())).toList();
    int parts = days.size() <= 7 ? days.size() : 3;
    return BarChart.of(
        labels,
        days.stream().map(Figures.Day::tally).toList(),
        IntStream.range(0, parts).mapToObj(i -> labels.get(i * days.size() / parts)).toList());
  }

  private static BarChart byHour(Figures figures) {
    List<Tally> hours = figures.hours();
    return BarChart.of(
        IntStream.range(0, hours.size()).mapToObj(FigurePages::hour).toList(),
        hours,
        IntStream.of(0, 6, 12, 18).mapToObj(FigurePages::hour).toList());
  }

  /// `09:00`.
  public static String hour(int hour) {
    return "%02d:00".formatted(hour);
  }

  /// Seconds, such as `1.25`.
  public static String seconds(Duration length) {
    return String.format(Locale.ROOT, "%.2f", length.toMillis() / 1000.0);
  }

  private Cost cost(PageRequest request) {
    var zone = request.times().zone();
    YearMonth month = YearMonth.from(request.at().atZone(zone));
    MonthlyReport report = usage.month(request.in().id(), zone, month);
    return new Cost(
        "%02d.%d".formatted(month.getMonthValue(), month.getYear()),
        report.minutes(),
        dollars(report.cost().dollars()),
        report.cost().isComplete(),
        report.cost().items().stream().map(FigurePages::line).toList());
  }

  private static Line line(CostEstimate.Item item) {
    BigDecimal cost = item.dollars();
    return new Line(
        item.usage().job(),
        item.usage().provider(),
        item.usage().model(),
        cost == null ? null : dollars(cost));
  }

  private static String dollars(BigDecimal amount) {
    return "$" + amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }
}
