package app.kolan.simulator;

import app.kolan.simulator.script.CallerPart;
import app.kolan.simulator.script.Script;
import app.kolan.simulator.script.Sounds;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Who calls, and who wants to know how it goes.
///
/// @param caller makes the caller of one call
/// @param listener hears each moment as it is noticed, from one thread at a time; it must not block
public record CallPlan(Supplier<CallerPart> caller, Consumer<CallMoment> listener) {
  /// A caller who acts by a script, and nobody who listens.
  public static CallPlan of(Script script, Sounds sounds) {
    return new CallPlan(() -> new CallerPart(script, sounds), _ -> {});
  }

  public CallPlan withListener(Consumer<CallMoment> newListener) {
    return new CallPlan(caller, newListener);
  }
}
