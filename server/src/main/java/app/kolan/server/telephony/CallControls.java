package app.kolan.server.telephony;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.session.CallHandle;
import app.kolan.twilio.webhook.CallSid;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/// The calls in which an agent talks, for the people of their business: those of this process, and
/// those of other nodes. Safe to share.
public final class CallControls {
  private final Map<CallSid, Controlled> talking = new ConcurrentHashMap<>();
  private volatile BiFunction<CallSid, Long, Optional<Controlled>> elsewhere =
      (_, _) -> Optional.empty();

  /// @param settings by which the call is answered
  public record Controlled(BusinessSettings settings, CallHandle control) {}

  void began(CallSid call, BusinessSettings settings, CallHandle control) {
    talking.put(call, new Controlled(settings, control));
  }

  void over(CallSid call) {
    talking.remove(call);
  }

  /// Has calls of other nodes found by this, which may block for two seconds.
  public void findElsewhere(BiFunction<CallSid, Long, Optional<Controlled>> how) {
    elsewhere = how;
  }

  /// A call of a business, on whichever node; blocks for the database and the network when it is
  /// not here. Empty when no agent talks in it, or its node does not answer.
  public Optional<Controlled> findAnywhere(CallSid call, long business) {
    return find(call, business).or(() -> elsewhere.apply(call, business));
  }

  /// All of this process.
  public Set<CallSid> talks() {
    return Set.copyOf(talking.keySet());
  }

  /// A call of a business; empty when no agent talks in it, or not here.
  public Optional<Controlled> find(CallSid call, long business) {
    return Optional.ofNullable(talking.get(call))
        .filter(known -> known.settings().business().id() == business);
  }
}
