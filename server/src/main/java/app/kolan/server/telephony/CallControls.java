package app.kolan.server.telephony;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.session.CallControl;
import app.kolan.twilio.webhook.CallSid;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The calls of this process in which an agent talks, for the people of their business. Safe to
/// share.
public final class CallControls {
  private final Map<CallSid, Controlled> talking = new ConcurrentHashMap<>();

  /// @param settings by which the call is answered
  public record Controlled(BusinessSettings settings, CallControl control) {}

  void began(CallSid call, BusinessSettings settings, CallControl control) {
    talking.put(call, new Controlled(settings, control));
  }

  void over(CallSid call) {
    talking.remove(call);
  }

  /// A call of a business; empty when no agent talks in it, or not here.
  public Optional<Controlled> find(CallSid call, long business) {
    return Optional.ofNullable(talking.get(call))
        .filter(known -> known.settings().business().id() == business);
  }
}
