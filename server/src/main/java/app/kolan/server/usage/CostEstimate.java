package app.kolan.server.usage;

import app.kolan.server.store.ProviderUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// About what something has cost, in US dollars: usage by the prices of a list, without taxes,
/// discounts and monthly fees.
public record CostEstimate(List<Item> items) {
  /// To the millionth of a dollar.
  private static final int SCALE = 6;

  public CostEstimate {
    items = List.copyOf(items);
  }

  /// A row of usage with its price.
  ///
  /// @param dollars to the millionth; null when the price list has no price for it
  public record Item(ProviderUsage usage, @Nullable BigDecimal dollars) {
    public Item {
      dollars = dollars == null ? null : dollars.setScale(SCALE, RoundingMode.HALF_UP);
    }
  }

  /// The sum of what has a price, to the millionth.
  public BigDecimal dollars() {
    BigDecimal sum = BigDecimal.ZERO.setScale(SCALE);
    for (Item item : items) {
      BigDecimal dollars = item.dollars();
      sum = dollars == null ? sum : sum.add(dollars);
    }
    return sum;
  }

  /// Whether anything has a price.
  public boolean isKnown() {
    return items.stream().anyMatch(item -> item.dollars() != null);
  }

  /// Whether everything has a price; if not, the true cost is higher than [#dollars].
  public boolean isComplete() {
    return items.stream().noneMatch(item -> item.dollars() == null);
  }
}
