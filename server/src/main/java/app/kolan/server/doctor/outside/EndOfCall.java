package app.kolan.server.doctor.outside;

import app.kolan.server.doctor.Check;
import app.kolan.server.doctor.Finding;
import app.kolan.server.doctor.outside.wire.HttpResult;
import app.kolan.server.doctor.outside.wire.HttpResult.Answered;
import java.net.URI;
import java.util.List;

/// Tells the server that the doctor's call is over, by the status callback, which is thereby looked
/// at. The last check of all.
final class EndOfCall implements Check {
  private final Chart chart;

  EndOfCall(Chart chart) {
    this.chart = chart;
  }

  @Override
  public String name() {
    return "the end of the call";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    URI url = chart.patient().statusCallbackUrl();
    if (chart.twiml().isEmpty() || url == null) {
      return List.of();
    }
    var form =
        chart
            .call()
            .parameters("completed")
            .with("CallDuration", "1")
            .with("Duration", "1")
            .with("CallbackSource", "call-progress-events")
            .with("SequenceNumber", "0");
    HttpResult result = chart.ask(chart.call().webhook(url, form, chart.token().orElse("-")));
    if (result instanceof Answered answer && answer.isSuccess()) {
      return List.of(
          Finding.fine(
              "the status callback is answered %d in %d ms"
                  .formatted(answer.status(), answer.firstByte().toMillis())));
    }
    String seen =
        result instanceof Answered answer
            ? "is answered " + answer.status()
            : "gets no answer: " + ((HttpResult.Failed) result).detail();
    return List.of(
        Finding.warning(
                "the status callback " + seen,
                "the server then never learns that a call is over",
                "See that %s is taken by POST, and that the proxy passes it on."
                    .formatted(url.getRawPath()))
            .raising(15003));
  }
}
