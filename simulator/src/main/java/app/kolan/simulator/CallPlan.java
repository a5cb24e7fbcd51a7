package app.kolan.simulator;

import app.kolan.simulator.fault.Fault;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.ScriptedCaller;
import app.kolan.simulator.script.Sounds;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The caller of a call, and the listener to its moments.
///
/// @param caller makes the caller of one call
/// @param listener receives each moment as it is recorded, from one thread at a time; must not
///   block
/// @param faults of the network in this call, besides those of the settings
public record CallPlan(
    Supplier<ScriptedCaller> caller, Consumer<CallMoment> listener, List<Fault> faults) {
  public CallPlan {
    faults = List.copyOf(faults);
  }

  /// A scripted caller with the script's network faults, and no listener.
  public static CallPlan of(Script script, Sounds sounds) {
    return new CallPlan(() -> new ScriptedCaller(script, sounds), _ -> {}, script.faults());
  }

  public CallPlan withListener(Consumer<CallMoment> newListener) {
    return new CallPlan(caller, newListener, faults);
  }
}
