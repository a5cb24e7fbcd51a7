package app.kolan.server.figures;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.provider.UsageUnits;
import app.kolan.server.store.CallCount;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.store.TurnTimes;
import app.kolan.server.store.UsageJob;
import app.kolan.server.usage.CostEstimate;
import app.kolan.twilio.webhook.CallSid;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FiguresTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
  private static final LocalDateTime NINE = FIRST.atTime(9, 0);

  @Test
  void a_caller_who_hung_up_and_left_nothing_was_missed() {
    Figures figures =
        Figures.of(
            List.of(FIRST, FIRST.plusDays(1)),
            List.of(
                new CallCount(NINE, CallOutcome.FINISHED, 5, 3, 0, 10),
                new CallCount(NINE, CallOutcome.HANDED_OVER, 2, 0, 0, 5),
                new CallCount(NINE, CallOutcome.HUNG_UP, 4, 2, 1, 4),
                new CallCount(NINE, CallOutcome.BROKEN, 1, 0, 0, 1),
                new CallCount(NINE, CallOutcome.OPEN, 1, 0, 0, 0)));

    assertThat(figures.total()).isEqualTo(new Tally(13, 9, 3, 2, 4, 20));
    assertThat(figures.total().open()).isEqualTo(1);
  }

  @Test
  void days_without_calls_and_all_hours_are_there() {
    Figures figures =
        Figures.of(
            List.of(FIRST, FIRST.plusDays(1), FIRST.plusDays(2)),
            List.of(
                new CallCount(NINE, CallOutcome.FINISHED, 1, 0, 0, 1),
                new CallCount(NINE.plusDays(2), CallOutcome.FINISHED, 1, 0, 0, 1)));

    assertThat(figures.days())
        .extracting(Figures.Day::date)
        .containsExactly(FIRST, FIRST.plusDays(1), FIRST.plusDays(2));
    assertThat(figures.days()).extracting(day -> day.tally().calls()).containsExactly(1L, 0L, 1L);
    assertThat(figures.hours()).hasSize(24);
    assertThat(figures.hours().get(9).calls()).isEqualTo(2);
    assertThat(
            FigureCsv.days(
                figures,
                day ->
                    day.date().equals(FIRST)
                        ? new FigureCsv.More(2L, "1.25", 3L, "0.40")
                        : FigureCsv.More.NOTHING))
        .startsWith(
            "\uFEFFdate,calls,answered,missed,transferred,leads,"
                + "booked,median_wait_seconds,minutes,cost_usd\r\n")
        .contains("2026-11-22,1,1,0,0,0,2,1.25,3,0.40\r\n")
        .contains("2026-11-23,0,0,0,0,0,,,,\r\n");
    assertThat(FigureCsv.hours(figures))
        .startsWith("\uFEFFhour,calls,answered,missed,transferred,leads\r\n")
        .contains("09:00,2,2,0,0,0\r\n")
        .hasLineCount(25);
  }

  @Test
  void waits_are_told_by_their_middle_and_by_95_of_a_hundred() {
    List<TurnTimes> times = IntStream.rangeClosed(1, 20).mapToObj(i -> heard(i * 100)).toList();

    assertThat(Waits.of(times).stages())
        .containsExactly(
            new Waits.StageWait(
                Waits.Stage.HEARD, 20, Duration.ofMillis(1000), Duration.ofMillis(1900)));
    assertThat(Waits.of(List.of(heard(null))).stages()).isEmpty();
  }

  @Test
  void waits_of_days_are_apart_and_together() {
    DailyWaits waits =
        DailyWaits.of(
            Map.of(
                FIRST,
                List.of(heard(100), heard(null)),
                FIRST.plusDays(1),
                List.of(heard(null)),
                FIRST.plusDays(2),
                List.of(heard(300))));

    assertThat(waits.heard()).containsOnlyKeys(FIRST, FIRST.plusDays(2));
    assertThat(requireNonNull(waits.heard().get(FIRST)).median()).hasMillis(100);
    assertThat(waits.all().stages())
        .singleElement()
        .returns(2, Waits.StageWait::answers)
        .returns(Duration.ofMillis(300), Waits.StageWait::most);
  }

  @Test
  void the_cost_of_days_comes_to_that_of_all() {
    Figures figures =
        Figures.of(
            List.of(FIRST, FIRST.plusDays(1), FIRST.plusDays(2)),
            List.of(
                new CallCount(NINE, CallOutcome.FINISHED, 2, 0, 0, 3),
                new CallCount(NINE.plusDays(2), CallOutcome.HUNG_UP, 1, 0, 0, 1)));
    var used =
        new ProviderUsage(UsageJob.TTS, "azure", "voice", UsageUnits.ofCharacters(1000), false);

    DailyCosts costs =
        DailyCosts.of(
            figures,
            Map.of(FIRST, List.of(used), FIRST.plusDays(2), List.of(used)),
            FiguresTest::priced);

    assertThat(costs.days()).containsOnlyKeys(FIRST, FIRST.plusDays(2));
    assertThat(requireNonNull(costs.days().get(FIRST)).dollars()).isEqualByComparingTo("1003");
    assertThat(requireNonNull(costs.days().get(FIRST.plusDays(2))).dollars())
        .isEqualByComparingTo("1001");
    assertThat(costs.all().items()).hasSize(2);
    assertThat(costs.all().dollars()).isEqualByComparingTo("2004");
  }

  /// A dollar for each minute and each character.
  private static CostEstimate priced(long calls, long minutes, List<ProviderUsage> used) {
    var line =
        new ProviderUsage(UsageJob.TELEPHONY, "twilio", "", UsageUnits.ofRequests(calls), false);
    var items = new ArrayList<CostEstimate.Item>();
    if (calls > 0) {
      items.add(new CostEstimate.Item(line, BigDecimal.valueOf(minutes)));
    }
    for (ProviderUsage each : used) {
      items.add(new CostEstimate.Item(each, BigDecimal.valueOf(each.units().characters())));
    }
    return new CostEstimate(items);
  }

  private static TurnTimes heard(@Nullable Integer millis) {
    return new TurnTimes(
        new CallSid("CA%032d".formatted(1)),
        1,
        null,
        null,
        null,
        null,
        null,
        null,
        millis == null ? null : Duration.ofMillis(millis));
  }
}
