package app.kolan.server.usage;

import app.kolan.server.store.ProviderUsage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What providers charge. Of several prices for the same the first holds.
public final class PriceList {
  private static final String SHIPPED = "usage/prices.yaml";

  private final List<Price> prices;

  PriceList(List<Price> prices) {
    this.prices = List.copyOf(prices);
  }

  /// Read when it is first asked for.
  private static final class Shipped {
    private static final PriceList LIST = read();

    private static PriceList read() {
      try (InputStream in = PriceList.class.getClassLoader().getResourceAsStream(SHIPPED)) {
        if (in == null) {
          throw new IllegalStateException("there is no " + SHIPPED);
        }
        var reading = PriceListReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        if (!reading.problems().isEmpty()) {
          throw new IllegalStateException(SHIPPED + ": " + reading.problems());
        }
        return reading.list();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// The list that Kolan comes with.
  public static PriceList shipped() {
    return Shipped.LIST;
  }

  /// The prices, in their order.
  List<Price> prices() {
    return prices;
  }

  /// What this usage costs by these prices.
  public CostEstimate estimate(List<ProviderUsage> usage) {
    return new CostEstimate(usage.stream().map(this::item).toList());
  }

  private CostEstimate.Item item(ProviderUsage usage) {
    return new CostEstimate.Item(
        usage,
        prices.stream()
            .filter(price -> price.isFor(usage))
            .findFirst()
            .flatMap(price -> price.of(usage.units()))
            .orElse(null));
  }
}
