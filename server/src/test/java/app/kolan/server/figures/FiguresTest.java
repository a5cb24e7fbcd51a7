package app.kolan.server.figures;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.CallCount;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.TurnTimes;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
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
            FIRST,
            2,
            List.of(
                new CallCount(NINE, CallOutcome.FINISHED, 5, 3, 0),
                new CallCount(NINE, CallOutcome.HANDED_OVER, 2, 0, 0),
                new CallCount(NINE, CallOutcome.HUNG_UP, 4, 2, 1),
                new CallCount(NINE, CallOutcome.BROKEN, 1, 0, 0),
                new CallCount(NINE, CallOutcome.OPEN, 1, 0, 0)));

    assertThat(figures.total()).isEqualTo(new Tally(13, 9, 3, 2, 4));
    assertThat(figures.total().open()).isEqualTo(1);
  }

  @Test
  void days_without_calls_and_all_hours_are_there() {
    Figures figures =
        Figures.of(
            FIRST,
            3,
            List.of(
                new CallCount(NINE, CallOutcome.FINISHED, 1, 0, 0),
                new CallCount(NINE.plusDays(2), CallOutcome.FINISHED, 1, 0, 0)));

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
  void waits_are_told_by_their_middle_and_by_nine_of_ten() {
    List<TurnTimes> times = IntStream.rangeClosed(1, 10).mapToObj(i -> heard(i * 100)).toList();

    assertThat(Waits.of(times).stages())
        .containsExactly(
            new Waits.StageWait(
                Waits.Stage.HEARD, 10, Duration.ofMillis(500), Duration.ofMillis(900)));
    assertThat(Waits.of(List.of(heard(null))).stages()).isEmpty();
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
