package app.kolan.simulator;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.fault.Faults;
import app.kolan.simulator.fault.Stage;
import app.kolan.simulator.fault.Times;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The faults of one call, each until it has happened as often as it shall.
///
/// Any thread may use it.
final class CallFaults {
  private final Faults faults;
  private final Consumer<Fault> told;
  private final IdentityHashMap<Fault, Integer> left = new IdentityHashMap<>();

  /// @param told receives each fault when it occurs
  CallFaults(Faults faults, Consumer<Fault> told) {
    this.faults = faults;
    this.told = told;
    faults.all().forEach(fault -> left.put(fault, times(fault).most()));
  }

  /// The first fault of a kind that still happens. It happens now.
  <F extends Fault> Optional<F> take(Class<F> kind, Predicate<F> which) {
    Optional<F> taken = takeSilently(kind, which);
    taken.ifPresent(told);
    return taken;
  }

  <F extends Fault> Optional<F> take(Class<F> kind) {
    return take(kind, _ -> true);
  }

  /// Likewise, of a fault that is told only when its time has come.
  synchronized <F extends Fault> Optional<F> takeSilently(Class<F> kind, Predicate<F> which) {
    Optional<F> taken =
        faults.of(kind).filter(fault -> left.getOrDefault(fault, 0) > 0).filter(which).findFirst();
    taken.ifPresent(fault -> left.merge(fault, -1, Integer::sum));
    return taken;
  }

  void tell(Fault fault) {
    told.accept(fault);
  }

  /// Whether the caller hangs up at this step.
  boolean hangsUpAt(Stage stage) {
    return take(Fault.CallerHangsUp.class, fault -> fault.at().equals(stage)).isPresent();
  }

  /// What is left to chance for one purpose.
  Random chance(Class<?> purpose) {
    return new Random(faults.seed() * 31 + purpose.getSimpleName().hashCode());
  }

  private static Times times(Fault fault) {
    return switch (fault) {
      case Fault.OfWebhook webhook -> webhook.times();
      case Fault.OfHandshake handshake -> handshake.times();
      case Fault.RecordingTruncated(var times) -> times;
      case Fault.OfRest rest -> rest.times();
      case Fault.OfSocket _, Fault.CallerHangsUp _ -> Times.ONCE;
      case Fault.OfFrames _,
          Fault.MarksLate _,
          Fault.StatusCallbacks _,
          Fault.RecordingNever _,
          Fault.RecordingMissing _ ->
          Times.ALWAYS;
    };
  }
}
