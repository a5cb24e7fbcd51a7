package app.kolan.server.refusal;

import app.kolan.carrier.signature.Diagnosis;
import app.kolan.carrier.signature.SignatureExplainer;
import app.kolan.carrier.signature.SignatureSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Finds out why requests are refused, keeps it, and tells the log. Safe to share.
///
/// To explain a signature takes some milliseconds of a processor, and anybody may send one: it is
/// done away from the event loop, at most five times a second. More are kept unexplained. What has
/// no signature costs next to nothing.
public final class Refusals {
  private static final int MOST_EXPLAINED = 5;

  private final SignatureSettings settings;
  private final Executor threads;
  private final InstantSource clock;
  private final Rate explaining;
  private final RefusalBook book = new RefusalBook();
  private final RefusalLog log;
  private volatile boolean tokenProven;

  /// @param threads where explanations are computed
  public Refusals(SignatureSettings settings, Executor threads, InstantSource clock) {
    this.settings = settings;
    this.threads = threads;
    this.clock = clock;
    explaining = new Rate(MOST_EXPLAINED, Duration.ofSeconds(1), clock);
    log = new RefusalLog(clock);
  }

  /// A request was let in by its signature: the token is right.
  public void genuine() {
    tokenProven = true;
  }

  /// A request was answered with 403.
  public void refused(Arrival arrival) {
    explain(
        arrival,
        refusal -> {
          book.add(refusal);
          log.refused(refusal);
        });
  }

  /// A request was let in by the bypass, and by that alone.
  public void bypassed(Arrival arrival) {
    explain(arrival, log::bypassed);
  }

  /// The latest refused requests, the latest first.
  public List<Refusal> latest() {
    return book.latest();
  }

  private void explain(Arrival arrival, Consumer<Refusal> use) {
    if (!arrival.request().isSigned()) {
      use.accept(explained(arrival));
    } else if (explaining.allows()) {
      threads.execute(() -> use.accept(explained(arrival)));
    } else {
      use.accept(Refusal.of(arrival, clock.instant(), null));
    }
  }

  private Refusal explained(Arrival arrival) {
    var explainer = new SignatureExplainer(settings.withTokenProven(tokenProven));
    Diagnosis diagnosis = explainer.explain(arrival.request());
    return Refusal.of(arrival, clock.instant(), diagnosis);
  }
}
