package app.kolan.server.tool;

import app.kolan.server.business.Business;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Optional;

/// What a tool knows of the call that it is used in. A model cannot change any of it.
///
/// @param caller the number as the carrier gave it; it may be hidden, and it may be forged
/// @param simulated whether no human is on the line, so that nothing outside should come of it
public record ToolContext(CallSid sid, Business business, PhoneNumber caller, boolean simulated) {
  /// The facts of a call as it arrived.
  public static ToolContext of(LoggedCall call, Business business, boolean simulated) {
    return new ToolContext(call.sid(), business, call.caller(), simulated);
  }

  /// The caller's number, if it can be called back.
  public Optional<PhoneNumber> callersNumber() {
    return Optional.of(caller).filter(PhoneNumber::isDialable);
  }
}
