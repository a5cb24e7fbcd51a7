package app.kolan.server.usage;

import app.kolan.server.settings.DidYouMean;
import app.kolan.server.store.UsageJob;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a price list in YAML. Any text gives a list, and the problems with it.
final class PriceListReader {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private static final List<String> WORDS = List.of("job", "provider", "model", "date", "source");
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

  private final List<String> problems = new ArrayList<>();

  private PriceListReader() {}

  /// @param list what could be read
  /// @param problems each with the place, in words
  record Reading(PriceList list, List<String> problems) {}

  static Reading read(String text) {
    var reader = new PriceListReader();
    List<Price> prices = reader.prices(text);
    return new Reading(new PriceList(prices), List.copyOf(reader.problems));
  }

  private List<Price> prices(String text) {
    JsonNode root;
    try {
      root = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      problems.add(
          "it is no YAML" + (at == null ? "" : ", line %d".formatted(Math.max(1, at.getLineNr()))));
      return List.of();
    }
    if (!root.path("prices").isArray() || root.path("prices").isEmpty()) {
      problems.add("it has no list `prices`");
      return List.of();
    }
    root.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("prices")) {
                problems.add("`%s` is unknown beside `prices`".formatted(name));
              }
            });
    var prices = new ArrayList<Price>();
    int number = 0;
    for (JsonNode entry : root.path("prices")) {
      price("price %d".formatted(++number), entry).ifPresent(prices::add);
    }
    return prices;
  }

  private Optional<Price> price(String place, JsonNode entry) {
    int before = problems.size();
    String id = text(entry, "job");
    Optional<UsageJob> job =
        Arrays.stream(UsageJob.values()).filter(one -> one.id().equals(id)).findFirst();
    if (job.isEmpty()) {
      List<String> jobs = Arrays.stream(UsageJob.values()).map(UsageJob::id).toList();
      problems.add(
          "%s: job is '%s', and must be one of %s".formatted(place, id, String.join(", ", jobs)));
      return Optional.empty();
    }
    String provider = text(entry, "provider");
    String model = entry.has("model") ? text(entry, "model") : "*";
    String named = "%s (%s %s %s)".formatted(place, id, provider, model);
    if (provider.isEmpty()) {
      problems.add(named + ": provider is missing; give its name in the settings");
    }
    if (text(entry, "source").isEmpty()) {
      problems.add(named + ": source is missing; say where the price stands");
    }
    LocalDate date = date(named, entry);
    var dollars = dollars(named, entry, PricedUnit.of(job.get()));
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(new Price(job.get(), provider, model, date, text(entry, "source"), dollars));
  }

  private LocalDate date(String named, JsonNode entry) {
    try {
      return LocalDate.parse(text(entry, "date"));
    } catch (DateTimeParseException e) {
      problems.add(
          "%s: date is '%s'; write the day on which the price was looked up as 2026-11-29"
              .formatted(named, text(entry, "date")));
      return LocalDate.EPOCH;
    }
  }

  private EnumMap<PricedUnit, BigDecimal> dollars(
      String named, JsonNode entry, List<PricedUnit> allowed) {
    var dollars = new EnumMap<PricedUnit, BigDecimal>(PricedUnit.class);
    List<String> units = allowed.stream().map(PricedUnit::key).toList();
    List<String> known = Stream.concat(WORDS.stream(), units.stream()).toList();
    entry
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.add(
                    "%s: there is no `%s` for this job; %s"
                        .formatted(named, name, DidYouMean.hint(name, known)));
              }
            });
    for (PricedUnit unit : allowed) {
      JsonNode value = entry.path(unit.key());
      if (value.isMissingNode()) {
        continue;
      }
      if (!value.isNumber() || isOutOfRange(value.decimalValue())) {
        problems.add(
            "%s: %s is '%s'; give US dollars as a number from 0, such as 0.25"
                .formatted(named, unit.key(), value.asText()));
      } else {
        dollars.put(unit, value.decimalValue());
      }
    }
    if (dollars.isEmpty()) {
      problems.add(
          "%s: it has no price; give one of %s".formatted(named, String.join(", ", units)));
    }
    return dollars;
  }

  private static boolean isOutOfRange(BigDecimal dollars) {
    return dollars.signum() < 0 || dollars.compareTo(MOST) > 0;
  }

  private static String text(JsonNode entry, String field) {
    return entry.path(field).asText("").strip();
  }
}
