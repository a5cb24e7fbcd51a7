package app.kolan.server.console.page;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import app.kolan.server.console.text.Numbers;
import app.kolan.server.store.UsageJob;
import app.kolan.server.usage.CostEstimate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each provider has cost, the dearest first.
public final class ProviderCosts {
  private static final int WIDTH = 1000;

  private ProviderCosts() {}

  /// A provider with all of its jobs.
  ///
  /// @param dollars `?` when nothing of it has a price
  /// @param width of its bar, of 1000 for the dearest
  public record Provider(String name, String dollars, int width, List<Line> lines) {
    public Provider {
      lines = List.copyOf(lines);
    }
  }

  /// One of its jobs.
  ///
  /// @param dollars `?` when there is no price
  public record Line(UsageJob job, String model, String dollars) {}

  static List<Provider> of(CostEstimate cost) {
    Map<String, List<CostEstimate.Item>> byName =
        cost.items().stream()
            .collect(groupingBy(item -> item.usage().provider(), LinkedHashMap::new, toList()));
    List<Map.Entry<String, CostEstimate>> dearest =
        byName.entrySet().stream()
            .map(each -> Map.entry(each.getKey(), new CostEstimate(each.getValue())))
            .sorted(
                Comparator.comparing(
                    (Map.Entry<String, CostEstimate> each) -> each.getValue().dollars(),
                    Comparator.reverseOrder()))
            .toList();
    BigDecimal most = dearest.isEmpty() ? BigDecimal.ZERO : dearest.getFirst().getValue().dollars();
    return dearest.stream().map(each -> provider(each.getKey(), each.getValue(), most)).toList();
  }

  private static Provider provider(String name, CostEstimate cost, BigDecimal most) {
    int width =
        most.signum() == 0
            ? 0
            : cost.dollars()
                .multiply(BigDecimal.valueOf(WIDTH))
                .divide(most, 0, RoundingMode.HALF_UP)
                .intValueExact();
    return new Provider(
        name,
        Numbers.dollars(cost),
        width,
        cost.items().stream().map(ProviderCosts::line).toList());
  }

  private static Line line(CostEstimate.Item item) {
    return new Line(
        item.usage().job(), item.usage().model(), Numbers.dollars(new CostEstimate(List.of(item))));
  }
}
