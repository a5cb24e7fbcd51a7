package app.kolan.simulator;

import app.kolan.simulator.fault.CallStep;
import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.fault.Repetition;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The faults of one call; each stays active until it has occurred the configured number of times.
///
/// Any thread may use it.
final class CallFaults {
  private final Faults faults;
  private final Consumer<Fault> onFault;
  private final IdentityHashMap<Fault, Integer> left = new IdentityHashMap<>();

  /// @param onFault receives each fault when it occurs
  CallFaults(Faults faults, Consumer<Fault> onFault) {
    this.faults = faults;
    this.onFault = onFault;
    faults.all().forEach(fault -> left.put(fault, times(fault).most()));
  }

  /// Takes the first active fault of a kind and reports it as occurred.
  <F extends Fault> Optional<F> take(Class<F> kind, Predicate<F> which) {
    Optional<F> taken = takeSilently(kind, which);
    taken.ifPresent(onFault);
    return taken;
  }

  <F extends Fault> Optional<F> take(Class<F> kind) {
    return take(kind, _ -> true);
  }

  /// Like `take`, for a fault that is reported later, when it takes effect.
  synchronized <F extends Fault> Optional<F> takeSilently(Class<F> kind, Predicate<F> which) {
    Optional<F> taken =
        faults.of(kind).filter(fault -> left.getOrDefault(fault, 0) > 0).filter(which).findFirst();
    taken.ifPresent(fault -> left.merge(fault, -1, Integer::sum));
    return taken;
  }

  void report(Fault fault) {
    onFault.accept(fault);
  }

  /// Whether the caller hangs up at this step.
  boolean hangsUpAt(CallStep stage) {
    return take(Fault.CallerHangsUp.class, fault -> fault.at().equals(stage)).isPresent();
  }

  /// The random source for one purpose, derived from the seed.
  Random chance(Class<?> purpose) {
    return new Random(faults.seed() * 31 + purpose.getSimpleName().hashCode());
  }

  private static Repetition times(Fault fault) {
    return switch (fault) {
      case Fault.OfWebhook webhook -> webhook.times();
      case Fault.OfHandshake handshake -> handshake.times();
      case Fault.RecordingTruncated(var times) -> times;
      case Fault.OfRest rest -> rest.times();
      case Fault.NewCallAnswerLost(var times) -> times;
      case Fault.MessageUndelivered message -> message.times();
      case Fault.OfSocket _, Fault.CallerHangsUp _ -> Repetition.ONCE;
      case Fault.OfFrames _,
          Fault.MarksLate _,
          Fault.StatusCallbacks _,
          Fault.MessageLate _,
          Fault.RecordingNever _,
          Fault.RecordingMissing _ ->
          Repetition.ALWAYS;
    };
  }
}
