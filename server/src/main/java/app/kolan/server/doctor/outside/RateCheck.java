package app.kolan.server.doctor.outside;

import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.Finding.Level;
import app.kolan.server.doctor.outside.wire.HttpLine;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import java.time.Duration;
import java.util.List;

/// Whether several calls at once are let through.
final class RateCheck implements Check {
  private static final int BURST = 12;

  /// As many requests as one call makes at its start.
  private static final int OF_ONE_CALL = 4;

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
    if (!chart.echoes()) {
      return chart.throttled() == 0 ? List.of() : List.of(throttled());
    }
    long begin = System.nanoTime();
    for (int i = 1; i <= BURST; i++) {
      if (HttpLine.exchange(FrontDoor.echo(chart), chart.patience()) instanceof Answered answer
          && !Front.isKolan(answer)
          && (answer.status() == 429 || answer.status() == 503)) {
        return List.of(limited(i, answer.status()));
      }
    }
    if (chart.throttled() > 0) {
      return List.of(throttled());
    }
    return List.of(
        Finding.fine(
            "%d requests in a row are answered in %d ms"
                .formatted(BURST, Duration.ofNanos(System.nanoTime() - begin).toMillis())));
  }

  private Finding limited(int which, int status) {
    String what =
        "request %d of %d in quick succession is refused with %d".formatted(which, BURST, status);
    if (which > OF_ONE_CALL) {
      return new Finding(
          Level.WARNING, what, why(), Directive.RATE.in(chart.front()), List.of(11200));
    }
    chart.blame(Symptom.VOICE, what);
    chart.echoIsUnreliable();
    return Finding.broken(what, why(), Directive.RATE.in(chart.front())).raising(11200, 31920);
  }

  private Finding throttled() {
    return Finding.warning(
            "requests are refused with 429 or 503, and pass a second later",
            why(),
            Directive.RATE.in(chart.front()))
        .raising(11200);
  }

  private String why() {
    return "%s limits the rate of requests: Twilio calls from few addresses, and a single call makes"
            .formatted(chart.front().title())
        + " several requests within a second";
  }
}
