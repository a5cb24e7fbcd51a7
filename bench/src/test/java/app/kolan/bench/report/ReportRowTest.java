package app.kolan.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ReportRowTest {
  @Test
  void figures_are_the_median_of_the_rounds() {
    var row = row(Samples.window("kolan", 500, 1, 9), Samples.window("kolan", 500, 2, 4));

    assertThat(row.median(Window::cpuSeconds)).isEqualTo(6.5);
    assertThat(row.median(Window::cpuMillisPerCallSecond)).isEqualTo(1.3);
    assertThat(row.median(Window::cpuMicrosPerFrame)).isEqualTo(26);
  }

  @Test
  void the_longest_latency_is_that_of_all_rounds_and_no_median() {
    var row =
        row(
            Samples.window("kolan", 500, 1, 1, Samples.micros(1000, 2000)),
            Samples.window("kolan", 500, 2, 1, Samples.micros(1000)),
            Samples.window("kolan", 500, 3, 1, Samples.micros(1000)));

    assertThat(row.longestLatency()).isBetween(2.0, 2.01);
    assertThat(row.latency(100)).isBetween(1.0, 1.01);
    assertThat(row.latencies().getTotalCount()).isEqualTo(4);
  }

  @Test
  void a_loss_in_one_round_is_not_hidden_by_the_others() {
    Window clean = Samples.window("kolan", 500, 1, 1);

    assertThat(row(clean, losing(clean, 7), clean).total(Window::lost)).isEqualTo(7);
  }

  @Test
  void pauses_are_taken_from_all_rounds() {
    var row = row(Samples.window("kolan", 500, 1, 1), Samples.window("kolan", 500, 2, 1));

    assertThat(row.pause(50)).isEqualTo(1.0);
    assertThat(row.pause(99)).isEqualTo(3.0);
    assertThat(row(Samples.empty("kolan")).pause(99)).isNaN();
  }

  private static ReportRow row(Window... rounds) {
    return new ReportRow("kolan", 500, List.of(rounds));
  }

  private static Window losing(Window window, long lost) {
    return new Window(
        window.subject(),
        window.calls(),
        window.round(),
        window.seconds(),
        window.framesIn(),
        window.messagesOut(),
        window.audioSecondsOut(),
        window.cpuSeconds(),
        window.generatorBusy(),
        window.othersBusy(),
        window.latency(),
        window.lateness(),
        lost,
        window.late(),
        window.underruns(),
        window.broken(),
        window.heapPerCall(),
        window.rss(),
        window.pauses(),
        window.course());
  }
}
