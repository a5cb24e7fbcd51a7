package app.kolan.server.rejection;

import app.kolan.twilio.signature.SignatureDiagnosis;
import app.kolan.twilio.signature.SignatureExplainer;
import app.kolan.twilio.signature.SignatureSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Finds out why requests are rejected, keeps the result, and logs it. Thread-safe.
///
/// Explaining a signature takes some milliseconds of CPU time, and anybody may send one: it is done
/// off the event loop, at most five times a second. Further requests are kept unexplained. A
/// request without a signature costs next to nothing.
public final class Rejections {
  private static final int MOST_EXPLAINED = 5;

  private final SignatureSettings settings;
  private final Executor threads;
  private final InstantSource clock;
  private final RateLimiter explaining;
  private final RejectionHistory history = new RejectionHistory();
  private final RejectionLog log;
  private volatile boolean tokenProven;

  /// @param threads where explanations are computed
  public Rejections(SignatureSettings settings, Executor threads, InstantSource clock) {
    this.settings = settings;
    this.threads = threads;
    this.clock = clock;
    explaining = RateLimiter.of(MOST_EXPLAINED, Duration.ofSeconds(1), clock);
    log = new RejectionLog(clock);
  }

  /// Notes that a request's signature was valid: the token is right.
  public void genuine() {
    tokenProven = true;
  }

  /// Notes that a request was answered with 403.
  public void refused(UnverifiedRequest arrival) {
    explain(
        arrival,
        rejection -> {
          history.add(rejection);
          log.refused(rejection);
        });
  }

  /// Notes that a request was let in only by the bypass.
  public void bypassed(UnverifiedRequest arrival) {
    explain(arrival, log::bypassed);
  }

  /// The latest rejected requests, the latest first.
  public List<Rejection> latest() {
    return history.latest();
  }

  private void explain(UnverifiedRequest arrival, Consumer<Rejection> use) {
    if (!arrival.request().isSigned()) {
      use.accept(explained(arrival));
    } else if (explaining.tryAcquire()) {
      threads.execute(() -> use.accept(explained(arrival)));
    } else {
      use.accept(Rejection.of(arrival, clock.instant(), null));
    }
  }

  private Rejection explained(UnverifiedRequest arrival) {
    var explainer = new SignatureExplainer(settings.withTokenProven(tokenProven));
    SignatureDiagnosis diagnosis = explainer.explain(arrival.request());
    return Rejection.of(arrival, clock.instant(), diagnosis);
  }
}
