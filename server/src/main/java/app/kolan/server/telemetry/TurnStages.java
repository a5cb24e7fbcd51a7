package app.kolan.server.telemetry;

import app.kolan.server.provider.FailureKind;
import app.kolan.server.provider.ProviderFailure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// The measurements of one turn: when its stages were reached, which providers served it, and what
/// failed. Thread-safe.
public final class TurnStages {
  private static final long NEVER = Long.MIN_VALUE;
  private static final int UNKNOWN = -1;

  private final LongSupplier nanos;
  private final Map<TurnStage, AtomicLong> times = new EnumMap<>(TurnStage.class);
  private final Map<String, String> providers = new ConcurrentHashMap<>();
  private final List<Failure> failures = new CopyOnWriteArrayList<>();
  private volatile int position = UNKNOWN;
  private volatile String callersWords = "";
  private volatile String ourWords = "";
  private volatile boolean cutOff;

  /// Uses the machine's own clock.
  public TurnStages() {
    this(System::nanoTime);
  }

  TurnStages(LongSupplier nanos) {
    this.nanos = nanos;
    for (TurnStage stage : TurnStage.values()) {
      times.put(stage, new AtomicLong(NEVER));
    }
  }

  /// A provider's failure in this turn.
  ///
  /// @param job the kind of request, such as `voice`
  public record Failure(String job, String provider, FailureKind kind) {}

  /// Records a stage now. The first time counts.
  public void reached(TurnStage stage) {
    time(stage).compareAndSet(NEVER, nanos.getAsLong());
  }

  /// Records a stage now that may be reached again: a caller who continues after a pause ends the
  /// turn later. The last time before the language model is asked counts.
  public void reachedAgain(TurnStage stage) {
    if (!has(TurnStage.MODEL_ASKED)) {
      time(stage).set(nanos.getAsLong());
    }
  }

  public boolean has(TurnStage stage) {
    return time(stage).get() != NEVER;
  }

  /// The duration from one stage to another; empty when one of them was not reached, and negative
  /// when they came in reverse order.
  public Optional<Duration> between(TurnStage from, TurnStage to) {
    return has(from) && has(to)
        ? Optional.of(Duration.ofNanos(time(to).get() - time(from).get()))
        : Optional.empty();
  }

  /// How long ago a stage was reached; empty when it was not.
  public Optional<Duration> since(TurnStage stage) {
    return has(stage)
        ? Optional.of(Duration.ofNanos(nanos.getAsLong() - time(stage).get()))
        : Optional.empty();
  }

  /// Sets the position of the caller's turn in the ledger.
  public void turn(int newPosition) {
    position = newPosition;
  }

  /// The position of the caller's turn in the ledger; empty when it is not known.
  public OptionalInt turn() {
    int known = position;
    return known == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(known);
  }

  /// Records the provider that is asked for a job. The last one per job counts.
  public void asked(String job, String provider) {
    providers.put(job, provider);
  }

  /// The provider that was asked last for a job.
  public Optional<String> provider(String job) {
    return Optional.ofNullable(providers.get(job));
  }

  /// Records a provider's failure.
  public void failed(String job, ProviderFailure failure) {
    failures.add(new Failure(job, failure.provider(), failure.kind()));
  }

  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  /// The transcript of the caller's turn. Personal data.
  public void callerSaid(String words) {
    callersWords = words;
  }

  public String callersWords() {
    return callersWords;
  }

  /// What the caller heard of the response. Personal data.
  public void weSaid(String words, boolean wasCutOff) {
    ourWords = words;
    cutOff = wasCutOff;
  }

  public String ourWords() {
    return ourWords;
  }

  /// Whether the caller interrupted the response.
  public boolean isCutOff() {
    return cutOff;
  }

  private AtomicLong time(TurnStage stage) {
    return Objects.requireNonNull(times.get(stage));
  }
}
