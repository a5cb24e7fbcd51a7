package app.kolan.simulator;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.script.CallerPart;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Who calls, and who wants to know how it goes.
///
/// @param caller makes the caller of one call
/// @param listener hears each moment as it is noticed, from one thread at a time; it must not block
/// @param faults of the network in this call, besides those of the settings
public record CallPlan(
    Supplier<CallerPart> caller, Consumer<CallMoment> listener, List<Fault> faults) {
  public CallPlan {
    faults = List.copyOf(faults);
  }

  /// A caller who acts by a script, in the script's network, and nobody who listens.
  public static CallPlan of(Script script, Sounds sounds) {
    return new CallPlan(() -> new CallerPart(script, sounds), _ -> {}, script.faults());
  }

  public CallPlan withListener(Consumer<CallMoment> newListener) {
    return new CallPlan(caller, newListener, faults);
  }
}
