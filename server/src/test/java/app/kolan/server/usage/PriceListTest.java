package app.kolan.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.llm.LanguageModels;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.UsageJob;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PriceListTest {
  private static final String LIST =
      """
      prices:
        - job: llm
          provider: openai
          model: gpt-small*
          million-text-in: 0.30
          million-text-cached: 0.03
          million-text-out: 2
          date: 2026-11-29
          source: https://example.com/prices
        - {job: llm, provider: openai, model: gpt-*, million-text-in: 1, million-text-out: 10,
           date: 2026-11-29, source: here}
        - {job: stt, provider: deepgram, minute: 0.006, date: 2026-11-29, source: here}
        - {job: tts, provider: espeak, million-characters: 0, date: 2026-11-29, source: here}
      """;

  @Test
  void tokens_are_priced_by_the_million_those_from_the_cache_apart() {
    assertThat(dollars(UsageJob.LLM, "openai", "GPT-small-2", UsageUnits.ofText(1000, 500, 200)))
        .isEqualByComparingTo("0.000715");
  }

  @Test
  void the_first_price_that_fits_holds() {
    assertThat(dollars(UsageJob.LLM, "openai", "gpt-big", UsageUnits.ofText(1_000_000, 0, 0)))
        .isEqualByComparingTo("1");
  }

  @Test
  void tokens_from_the_cache_cost_as_much_as_others_where_nothing_is_said() {
    assertThat(dollars(UsageJob.LLM, "openai", "gpt-big", UsageUnits.ofText(0, 1_000_000, 0)))
        .isEqualByComparingTo("1");
  }

  @Test
  void time_is_priced_to_the_millisecond() {
    assertThat(dollars(UsageJob.STT, "deepgram", "x", UsageUnits.ofAudio(Duration.ofSeconds(90))))
        .isEqualByComparingTo("0.009");
  }

  @Test
  void what_is_free_costs_nothing_and_what_is_unknown_has_no_price() {
    var text = UsageUnits.ofCharacters(100);
    assertThat(dollars(UsageJob.TTS, "espeak", "he", text)).isEqualByComparingTo("0");
    assertThat(dollars(UsageJob.TTS, "azure", "he", text)).isNull();
    assertThat(dollars(UsageJob.LLM, "openai", "other", UsageUnits.ofText(1, 1, 1))).isNull();
  }

  @Test
  void what_was_used_without_the_unit_that_is_charged_has_no_price() {
    assertThat(dollars(UsageJob.STT, "deepgram", "x", UsageUnits.ofText(5, 0, 5))).isNull();
  }

  @Test
  void a_sum_leaves_out_what_has_no_price_and_says_so() {
    CostEstimate cost =
        list()
            .estimate(
                List.of(
                    usage(UsageJob.STT, "deepgram", "x", UsageUnits.ofAudio(Duration.ofHours(1))),
                    usage(UsageJob.TTS, "azure", "he", UsageUnits.ofCharacters(7))));

    assertThat(cost.dollars()).isEqualByComparingTo("0.36");
    assertThat(cost.isComplete()).isFalse();
  }

  @Test
  void the_shipped_list_is_in_order_and_knows_the_language_models_that_are_chosen_by_default() {
    assertThat(PriceList.shipped().prices()).isNotEmpty();
    assertThat(LanguageModels.catalogue().entries())
        .allSatisfy(
            entry ->
                assertThat(
                        PriceList.shipped()
                            .estimate(
                                List.of(
                                    usage(
                                        UsageJob.LLM,
                                        entry.provider(),
                                        entry.model(),
                                        UsageUnits.ofText(1, 1, 1))))
                            .isComplete())
                    .as(entry.provider())
                    .isTrue());
  }

  @Test
  void each_problem_names_its_place_and_a_remedy() {
    var reading =
        PriceListReader.read(
            """
            price: 3
            prices:
              - {job: speech, provider: a, minute: 1, date: 2026-11-29, source: here}
              - {job: stt, provider: b, minuet: 1, date: yesterday, source: here}
              - {job: llm, provider: c, million-text-in: -1, date: 2026-11-29}
            """);

    assertThat(reading.problems())
        .anySatisfy(one -> assertThat(one).contains("`price` is unknown"))
        .anySatisfy(one -> assertThat(one).contains("price 1", "'speech'", "stt, llm, tts"))
        .anySatisfy(one -> assertThat(one).contains("price 2", "`minuet`", "minute"))
        .anySatisfy(one -> assertThat(one).contains("price 2", "'yesterday'", "2026-11-29"))
        .anySatisfy(one -> assertThat(one).contains("price 3", "million-text-in is '-1'"))
        .anySatisfy(one -> assertThat(one).contains("price 3", "source is missing"));
    assertThat(reading.list().prices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prices:", "prices: 3", "- a", "{", "prices: [3, [], null]", "a: *b"})
  void a_file_that_is_no_list_is_a_problem(String text) {
    assertThat(PriceListReader.read(text).problems()).isNotEmpty();
  }

  private static PriceList list() {
    var reading = PriceListReader.read(LIST);
    assertThat(reading.problems()).isEmpty();
    return reading.list();
  }

  private static @Nullable BigDecimal dollars(
      UsageJob job, String provider, String model, UsageUnits units) {
    return list()
        .estimate(List.of(usage(job, provider, model, units)))
        .items()
        .getFirst()
        .dollars();
  }

  private static ProviderUsage usage(
      UsageJob job, String provider, String model, UsageUnits units) {
    return new ProviderUsage(job, provider, model, units, false);
  }
}
