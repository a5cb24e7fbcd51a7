package app.kolan.server.business;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What holds for a call from its first webhook to its end: whose call it is, by which settings it
/// is answered, and whether it is real. A model cannot change any of it.
///
/// @param caller the number of the one on the line, as Twilio gave it: who calls, or who is called.
///   Of a call that comes in it may be hidden, and it may be forged
/// @param accountSid the Twilio account that the call came in on
/// @param settings those of the business that was called, in the version of the moment in which the
///   call came in
/// @param simulated whether no human is on the line, so that nothing outside may come of it
/// @param placed what the agent is to reach in a call that the server has placed; null for a call
///   that came in
public record CallContext(
    CallSid sid,
    PhoneNumber caller,
    String accountSid,
    BusinessSettings settings,
    boolean simulated,
    @Nullable PlacedTalk placed) {
  /// Of a call that came in.
  public CallContext(
      CallSid sid,
      PhoneNumber caller,
      String accountSid,
      BusinessSettings settings,
      boolean simulated) {
    this(sid, caller, accountSid, settings, simulated, null);
  }

  /// The business that was called.
  public Business business() {
    return settings.business();
  }

  /// The caller's number, if it can be called back.
  public Optional<PhoneNumber> callersNumber() {
    return Optional.of(caller).filter(PhoneNumber::isDialable);
  }
}
