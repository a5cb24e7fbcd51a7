package app.kolan.server.figures;

import app.kolan.server.store.ProviderUsage;
import app.kolan.server.usage.CostEstimate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// About what calls cost, in all days and in each.
///
/// @param days nothing of days without a call and without usage
public record DailyCosts(CostEstimate all, Map<LocalDate, CostEstimate> days) {
  private static final Comparator<ProviderUsage> BY_MODEL =
      Comparator.comparing(ProviderUsage::job)
          .thenComparing(ProviderUsage::provider)
          .thenComparing(ProviderUsage::model);

  public DailyCosts {
    days = Map.copyOf(days);
  }

  /// What calls cost that have used something.
  @FunctionalInterface
  interface Pricing {
    /// @param minutes of these calls, each rounded up to a full minute
    CostEstimate cost(long calls, long minutes, List<ProviderUsage> used);
  }

  static DailyCosts of(Figures figures, Map<LocalDate, List<ProviderUsage>> used, Pricing pricing) {
    var days = new TreeMap<LocalDate, CostEstimate>();
    var all = new TreeMap<ProviderUsage, ProviderUsage>(BY_MODEL);
    for (Figures.Day day : figures.days()) {
      List<ProviderUsage> ofDay = used.getOrDefault(day.date(), List.of());
      ofDay.forEach(usage -> all.merge(usage, usage, ProviderUsage::plus));
      CostEstimate cost = pricing.cost(day.tally().calls(), day.tally().minutes(), ofDay);
      if (!cost.items().isEmpty()) {
        days.put(day.date(), cost);
      }
    }
    Tally total = figures.total();
    return new DailyCosts(
        pricing.cost(total.calls(), total.minutes(), new ArrayList<>(all.values())), days);
  }
}
