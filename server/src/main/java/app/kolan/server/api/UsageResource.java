package app.kolan.server.api;

import app.kolan.server.api.ApiProblem.Kind;
import app.kolan.server.usage.UsageReports;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/// What a business has used in a month.
///
/// @param zone by whose clocks the months of a business begin
record UsageResource(UsageReports reports, LongFunction<ZoneId> zone, InstantSource clock) {
  void addTo(Map<String, Operation> operations) {
    operations.put("getUsage", this::get);
  }

  private ApiAnswer get(ApiRequest request) {
    ZoneId own = zone.apply(request.in().id());
    YearMonth month;
    try {
      month =
          request
              .asked("month")
              .map(YearMonth::parse)
              .orElseGet(() -> YearMonth.from(clock.instant().atZone(own)));
    } catch (DateTimeParseException e) {
      throw new ApiProblem(
          Kind.MALFORMED,
          "A parameter cannot be used.",
          List.of(new ApiProblem.Mistake("month", "no month", "write 2026-11")));
    }
    return ApiAnswer.ok(
        UsageJson.month(request.in().slug(), reports.month(request.in().id(), own, month)));
  }
}
