package app.kolan.server.console.page;

import app.kolan.server.console.http.PageAdmission;
import app.kolan.server.console.http.PageAnswer;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.http.Routes;
import app.kolan.server.console.page.FigureCharts.Drawn;
import app.kolan.server.console.text.Numbers;
import app.kolan.server.figures.DailyCosts;
import app.kolan.server.figures.DailyWaits;
import app.kolan.server.figures.FigureCsv;
import app.kolan.server.figures.FigureReports;
import app.kolan.server.figures.Figures;
import app.kolan.server.figures.Tally;
import app.kolan.server.figures.Waits;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.FigureSpan;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What calls come to in numbers: by day, by hour of the day, what came of them, how long callers
/// waited, what they cost. The address has the period.
public record FigurePages(FigureReports reports) {
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
  /// @param waits null when nobody heard an answer
  /// @param cost null for who may not see it
  public record Shown(
      int days,
      Tally total,
      Drawn byDay,
      Drawn byHour,
      Drawn results,
      Appointment.@Nullable Tally appointments,
      @Nullable Latency waits,
      @Nullable Cost cost) {
    public List<Integer> periods() {
      return PERIODS;
    }
  }

  /// How long callers waited.
  ///
  /// @param stages until each stage of an answer, on all days
  public record Latency(Drawn byDay, List<Waits.StageWait> stages) {
    public Latency {
      stages = List.copyOf(stages);
    }

    /// In how many calls of a day waits were looked for, at most.
    public int calls() {
      return FigureReports.CALLS_OF_WAITS;
    }

    /// A length in milliseconds.
    public String millis(Duration length) {
      return FigureCharts.millis(length.toMillis());
    }
  }

  /// What the period has cost, in US dollars.
  ///
  /// @param complete whether all of it has a price
  public record Cost(
      String dollars, boolean complete, Drawn byDay, List<ProviderCosts.Provider> providers) {
    public Cost {
      providers = List.copyOf(providers);
    }
  }

  private PageAnswer show(PageRequest request) {
    int days = days(request);
    FigureSpan span = span(request, days);
    Figures figures = reports.calls(span);
    var charts = new FigureCharts(request.texts(), request.times());
    Map<LocalDate, Appointment.Tally> appointments =
        request.may(Permission.APPOINTMENTS_READ) ? reports.appointments(span) : null;
    var page =
        new Shown(
            days,
            figures.total(),
            charts.byDay(figures),
            charts.byHour(figures),
            charts.results(figures, appointments),
            sum(appointments),
            latency(charts, figures, reports.waits(span)),
            request.may(Permission.USAGE_READ)
                ? cost(charts, figures, reports.costs(span, figures))
                : null);
    return request.show("page/figures", "figures", page);
  }

  private static Appointment.@Nullable Tally sum(
      @Nullable Map<LocalDate, Appointment.Tally> appointments) {
    return appointments == null
        ? null
        : appointments.values().stream().reduce(Appointment.Tally::plus).orElse(null);
  }

  private static @Nullable Latency latency(FigureCharts charts, Figures figures, DailyWaits waits) {
    return waits.heard().isEmpty()
        ? null
        : new Latency(charts.waits(figures, waits), waits.all().stages());
  }

  private static Cost cost(FigureCharts charts, Figures figures, DailyCosts costs) {
    return new Cost(
        Numbers.dollars(costs.all()),
        costs.all().isComplete(),
        charts.costs(figures, costs),
        ProviderCosts.of(costs.all()));
  }

  private PageAnswer export(PageRequest request) {
    FigureSpan span = span(request, days(request));
    Figures figures = reports.calls(span);
    boolean byHour = request.query().text("by").equals("hour");
    String csv =
        byHour
            ? FigureCsv.hours(figures)
            : FigureCsv.days(figures, FigureExport.of(reports, request, span, figures)::more);
    return PageAnswer.text(200, "text/csv; charset=utf-8", csv)
        .with(
            "Content-Disposition",
            "attachment; filename=\"%s.csv\"".formatted(byHour ? "hours" : "figures"));
  }

  private static FigureSpan span(PageRequest request, int days) {
    return FigureSpan.ofDays(request.in().id(), request.times().zone(), days, request.at());
  }

  private static int days(PageRequest request) {
    String text = request.query().text("days");
    return PERIODS.stream()
        .filter(period -> Integer.toString(period).equals(text))
        .findFirst()
        .orElse(USUAL);
  }
}
