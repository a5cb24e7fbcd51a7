package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import java.net.URI;
import java.util.List;

/// Checks the status callback, by reporting to the server that the doctor's call is over. The last
/// check of all.
final class EndOfCall implements Check {
  private final Examination examination;

  EndOfCall(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "the end of the call";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    URI url = examination.target().statusCallbackUrl();
    if (examination.twiml().isEmpty() || url == null) {
      return List.of();
    }
    var form =
        examination
            .call()
            .parameters("completed")
            .with("CallDuration", "1")
            .with("Duration", "1")
            .with("CallbackSource", "call-progress-events")
            .with("SequenceNumber", "0");
    WireResult result =
        examination.request(examination.call().webhook(url, form, examination.token().orElse("-")));
    if (result instanceof Answered answer && answer.isSuccess()) {
      return List.of(
          Finding.fine(
              "the status callback is answered %d in %d ms"
                  .formatted(answer.status(), answer.firstByte().toMillis())));
    }
    String seen =
        result instanceof Answered answer
            ? "is answered " + answer.status()
            : "gets no answer: " + ((WireResult.Failed) result).detail();
    return List.of(
        Finding.warning(
                "the status callback " + seen,
                "the server then never learns that a call is over",
                "See that %s is taken by POST, and that the proxy passes it on."
                    .formatted(url.getRawPath()))
            .raising(15003));
  }
}
