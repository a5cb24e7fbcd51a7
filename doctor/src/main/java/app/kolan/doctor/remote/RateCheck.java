package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.doctor.remote.wire.WireResult;
import app.kolan.doctor.remote.wire.WireResult.Answered;
import java.time.Duration;
import java.util.List;

/// Whether several calls at once pass.
final class RateCheck implements Check {
  private static final int BURST = 12;

  /// More than a rate limiter delays requests within so short a time.
  private static final int MANY_TURNS = 4;

  /// As many requests as one call makes at its start.
  private static final int OF_ONE_CALL = 4;

  private final Examination examination;

  RateCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "calls in quick succession";
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (!examination.echoes()) {
      return examination.throttled() == 0 ? List.of() : List.of(throttled());
    }
    long begin = System.nanoTime();
    int first = 0;
    int status = 0;
    int turns = 0;
    boolean refusedLast = false;
    for (int i = 1; i <= BURST; i++) {
      int blocked = blocked(examination.once(EndpointCheck.echo(examination)));
      boolean refused = blocked != 0;
      if (refused && first == 0) {
        first = i;
        status = blocked;
      }
      turns += i > 1 && refused != refusedLast ? 1 : 0;
      refusedLast = refused;
    }
    if (first > 0) {
      return List.of(turns >= MANY_TURNS ? oneIsDead(status) : limited(first, status));
    }
    if (examination.throttled() > 0) {
      return List.of(throttled());
    }
    return List.of(
        Finding.fine(
            "%d requests in a row are answered in %d ms"
                .formatted(BURST, Duration.ofNanos(System.nanoTime() - begin).toMillis())));
  }

  /// The status of a rejection by a rate limit; 0 for anything else.
  private static int blocked(WireResult result) {
    return result instanceof Answered answer
            && !ProxyKind.isKolan(answer)
            && (answer.status() == 429 || answer.status() == 502 || answer.status() == 503)
        ? answer.status()
        : 0;
  }

  /// Whether successes and failures alternate, as when a proxy balances over several servers.
  private Finding oneIsDead(int status) {
    String what = "requests are answered by turns, and refused with %d by turns".formatted(status);
    examination.blame(Symptom.VOICE, what);
    examination.echoIsUnreliable();
    return Finding.broken(
            what,
            "one of several servers behind %s does not answer: it is down, or listens elsewhere"
                .formatted(examination.proxy().title()),
            "Start it, or take it out. Kolan keeps a call on the server that took it, so one name"
                + " leads to one server. "
                + Directive.UPSTREAM.in(examination.proxy()))
        .raising(11200, 31920);
  }

  private Finding limited(int which, int status) {
    String what =
        "request %d of %d in quick succession is refused with %d".formatted(which, BURST, status);
    if (which > OF_ONE_CALL) {
      return new Finding(
          Level.WARNING, what, why(), Directive.RATE.in(examination.proxy()), List.of(11200));
    }
    examination.blame(Symptom.VOICE, what);
    examination.echoIsUnreliable();
    return Finding.broken(what, why(), Directive.RATE.in(examination.proxy()))
        .raising(11200, 31920);
  }

  private Finding throttled() {
    return Finding.warning(
            "requests are refused with 429 or 503, and pass a second later",
            why(),
            Directive.RATE.in(examination.proxy()))
        .raising(11200);
  }

  private String why() {
    return "%s limits the rate of requests: Twilio calls from few addresses, and a single call makes"
            .formatted(examination.proxy().title())
        + " several requests within a second";
  }
}
