package app.kolan.server.rejection;

import app.kolan.twilio.signature.ArrivedRequest;
import app.kolan.twilio.signature.SignatureDiagnosis;
import app.kolan.twilio.signature.SignatureExplainer;
import app.kolan.twilio.signature.SignatureSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/// Finds out why requests are rejected, keeps the result, and logs it. Thread-safe.
///
/// Explaining a signature takes some milliseconds of CPU time, and anybody may send one. So it is a
/// luxury: it is done on one thread of its own, beside those that carry calls, at most five times a
/// second, with few waiting, and for requests of the size of Twilio's alone. Any other request is
/// kept unexplained. A request without a signature costs next to nothing.
public final class Rejections {
  private static final int MOST_EXPLAINED = 5;
  private static final int MOST_WAITING = 5;

  /// Body and target of the largest request that is explained, in bytes; Twilio's have up to some
  /// thousand.
  private static final int LARGEST_EXPLAINED = 16 * 1024;

  private final Function<ArrivedRequest, SignatureSettings> settings;
  private final Executor threads;
  private final InstantSource clock;
  private final RateLimiter explaining;
  private final RejectionHistory history = new RejectionHistory();
  private final RejectionLog log;
  private final Set<List<String>> provenTokens = ConcurrentHashMap.newKeySet();

  /// Explains on a thread of its own, which exists only while there is something to explain.
  ///
  /// @param settings what a request's signature is checked with, by the account that it names
  public Rejections(Function<ArrivedRequest, SignatureSettings> settings, InstantSource clock) {
    this(settings, ownThread(), clock);
  }

  private static Executor ownThread() {
    var thread =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("rejection-explainer").daemon().factory());
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  /// @param settings what a request's signature is checked with, by the account that it names
  /// @param threads where explanations are computed; may reject one
  Rejections(
      Function<ArrivedRequest, SignatureSettings> settings, Executor threads, InstantSource clock) {
    this.settings = settings;
    this.threads = threads;
    this.clock = clock;
    explaining = RateLimiter.of(MOST_EXPLAINED, Duration.ofSeconds(1), clock);
    log = new RejectionLog(clock);
  }

  /// Notes that a request's signature was valid: one of the tokens is right.
  ///
  /// @param tokens those of the account, or accounts, that the signature was checked with
  public void genuine(List<String> tokens) {
    provenTokens.add(tokens);
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
    } else if (!isExplainable(arrival.request())
        || !explaining.tryAcquire()
        || !begin(() -> use.accept(explained(arrival)))) {
      use.accept(Rejection.of(arrival, clock.instant(), null));
    }
  }

  private static boolean isExplainable(ArrivedRequest request) {
    return request.body().length() + request.target().length() <= LARGEST_EXPLAINED;
  }

  private boolean begin(Runnable explanation) {
    try {
      threads.execute(explanation);
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  private Rejection explained(UnverifiedRequest arrival) {
    ArrivedRequest request = arrival.request();
    SignatureSettings checked = settings.apply(request);
    boolean proven = provenTokens.contains(checked.tokens());
    var explainer = new SignatureExplainer(checked.withTokenProven(proven));
    SignatureDiagnosis diagnosis = ofAccount(request, checked, explainer.explain(request));
    return Rejection.of(arrival, clock.instant(), diagnosis);
  }

  /// A good signature does not let in a request that names an account and a number nobody has.
  private static SignatureDiagnosis ofAccount(
      ArrivedRequest request, SignatureSettings checked, SignatureDiagnosis diagnosis) {
    if (!(diagnosis instanceof SignatureDiagnosis.Matches)) {
      return diagnosis;
    }
    return request
        .accountSid()
        .filter(named -> !named.equals(checked.accountSid()) && !checked.accountSid().isEmpty())
        .<SignatureDiagnosis>map(
            named -> new SignatureDiagnosis.OtherAccount(named, checked.accountSid()))
        .orElse(diagnosis);
  }
}
