package app.kolan.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls of a carrier: all active ones, and the newest hundred of the finished ones, since each
/// keeps its audio.
///
/// Any thread may use it.
final class CallRegister {
  private static final int KEPT = 100;

  private final Map<String, SimulatedCall> calls = new LinkedHashMap<>();

  synchronized void add(SimulatedCall call) {
    calls.put(call.callSid(), call);
    List<String> over =
        calls.values().stream().filter(SimulatedCall::isOver).map(SimulatedCall::callSid).toList();
    over.subList(0, Math.max(0, over.size() - KEPT)).forEach(calls::remove);
  }

  synchronized Optional<SimulatedCall> find(String callSid) {
    return Optional.ofNullable(calls.get(callSid));
  }

  /// In the order in which they were placed.
  synchronized List<SimulatedCall> all() {
    return new ArrayList<>(calls.values());
  }
}
