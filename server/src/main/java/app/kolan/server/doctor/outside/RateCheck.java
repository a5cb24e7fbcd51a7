package app.kolan.server.doctor.outside;

import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.outside.wire.HttpAsk;
import app.kolan.server.doctor.outside.wire.HttpLine;
import app.kolan.server.doctor.outside.wire.HttpResult;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import java.time.Duration;
import java.util.List;

/// Whether several calls at once are let through.
final class RateCheck implements Check {
  private static final int BURST = 12;

  private final Chart chart;

  RateCheck(Chart chart) {
    this.chart = chart;
  }

  @Override
  public String name() {
    return "calls in quick succession";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (chart.throttled() > 0) {
      return List.of(limited("requests are refused with 429 or 503, and pass a second later"));
    }
    if (!chart.echoes()) {
      return List.of();
    }
    long begin = System.nanoTime();
    for (int i = 0; i < BURST; i++) {
      HttpAsk ask = FrontDoor.echo(chart);
      HttpResult result = HttpLine.exchange(ask, Chart.PATIENCE);
      if (result instanceof Answered answer
          && !Front.isKolan(answer)
          && (answer.status() == 429 || answer.status() == 503)) {
        return List.of(
            limited(
                "request %d of a quick %d is refused with %d".formatted(i + 1, BURST, answer.status())));
      }
    }
    return List.of(
        Finding.fine(
            "%d requests in a row are answered in %d ms"
                .formatted(BURST, Duration.ofNanos(System.nanoTime() - begin).toMillis())));
  }

  private Finding limited(String what) {
    return Finding.broken(
            what,
            "%s counts requests: Twilio calls from few addresses, and a single call makes several"
                    .formatted(chart.front().title())
                + " requests within a second",
            Directive.RATE.in(chart.front()))
        .raising(11200, 31920);
  }
}
