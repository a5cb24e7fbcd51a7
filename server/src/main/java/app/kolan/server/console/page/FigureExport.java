package app.kolan.server.console.page;

import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.text.Numbers;
import app.kolan.server.figures.DailyCosts;
import app.kolan.server.figures.DailyWaits;
import app.kolan.server.figures.FigureCsv;
import app.kolan.server.figures.FigureReports;
import app.kolan.server.figures.Figures;
import app.kolan.server.figures.Waits.StageWait;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.Appointment;
import app.kolan.server.store.FigureSpan;
import app.kolan.server.usage.CostEstimate;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What days have beside their calls, for a table of them.
///
/// @param appointments null for who may not see them
/// @param costs null for who may not see them
record FigureExport(
    DailyWaits waits,
    @Nullable Map<LocalDate, Appointment.Tally> appointments,
    @Nullable DailyCosts costs) {
  /// As far as the visitor may see it.
  static FigureExport of(
      FigureReports reports, PageRequest request, FigureSpan span, Figures figures) {
    return new FigureExport(
        reports.waits(span),
        request.may(Permission.APPOINTMENTS_READ) ? reports.appointments(span) : null,
        request.may(Permission.USAGE_READ) ? reports.costs(span, figures) : null);
  }

  /// Of a day. One without calls has no waits and costs nothing.
  FigureCsv.More more(Figures.Day day) {
    Long booked =
        appointments == null
            ? null
            : appointments.getOrDefault(day.date(), Appointment.Tally.NONE).kept();
    if (day.tally().calls() == 0) {
      return new FigureCsv.More(booked, null, null, null);
    }
    StageWait heard = waits.heard().get(day.date());
    String wait = heard == null ? null : Numbers.seconds(heard.median());
    CostEstimate cost = costs == null ? null : costs.days().get(day.date());
    return cost == null
        ? new FigureCsv.More(booked, wait, null, null)
        : new FigureCsv.More(
            booked,
            wait,
            day.tally().minutes(),
            cost.dollars().setScale(2, RoundingMode.HALF_UP).toPlainString());
  }
}
