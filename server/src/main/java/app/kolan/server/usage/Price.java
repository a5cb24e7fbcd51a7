package app.kolan.server.usage;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageJob;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one provider charges for some of its models, in US dollars without tax.
///
/// @param model a model's identifier, in which `*` stands for any letters; the voice for providers
///   without models
/// @param date when it was looked up
/// @param source where
record Price(
    UsageJob job,
    String provider,
    String model,
    LocalDate date,
    String source,
    Map<PricedUnit, BigDecimal> dollars) {
  Price {
    dollars = Map.copyOf(dollars);
  }

  boolean isFor(ProviderUsage usage) {
    return job == usage.job()
        && provider.equals(usage.provider())
        && pattern().matcher(usage.model().toLowerCase(Locale.ROOT)).matches();
  }

  private Pattern pattern() {
    return Pattern.compile(
        Arrays.stream(model.toLowerCase(Locale.ROOT).split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  /// The price of these units; empty when they hold something that has none here.
  ///
  /// Of time, characters and tokens, a provider charges for one, or for some: those without any
  /// price do not count, as long as another has one. Tokens are all or nothing, but that those from
  /// the cache cost as much as others where no price is said.
  Optional<BigDecimal> of(UsageUnits units) {
    if (units.isEmpty()) {
      return Optional.of(BigDecimal.ZERO);
    }
    boolean tokens = dollars.keySet().stream().anyMatch(PricedUnit::isToken);
    BigDecimal sum = BigDecimal.ZERO;
    boolean charged = false;
    for (PricedUnit unit : PricedUnit.values()) {
      long amount = unit.amount(units);
      BigDecimal each = each(unit);
      if (amount == 0 || each == null && !(unit.isToken() && tokens)) {
        continue;
      }
      if (each == null) {
        return Optional.empty();
      }
      charged = true;
      sum =
          sum.add(
              each.multiply(BigDecimal.valueOf(amount))
                  .divide(BigDecimal.valueOf(unit.size()), MathContext.DECIMAL64));
    }
    return charged ? Optional.of(sum) : Optional.empty();
  }

  private @Nullable BigDecimal each(PricedUnit unit) {
    BigDecimal own = dollars.get(unit);
    return switch (unit) {
      case MILLION_TEXT_CACHED -> own == null ? dollars.get(PricedUnit.MILLION_TEXT_IN) : own;
      case MILLION_AUDIO_CACHED -> own == null ? dollars.get(PricedUnit.MILLION_AUDIO_IN) : own;
      case MINUTE,
          MILLION_CHARACTERS,
          MILLION_TEXT_IN,
          MILLION_TEXT_OUT,
          MILLION_AUDIO_IN,
          MILLION_AUDIO_OUT ->
          own;
    };
  }
}
