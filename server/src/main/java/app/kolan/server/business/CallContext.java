package app.kolan.server.business;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.util.Optional;

/// What holds for a call from its first webhook to its end: whose call it is, by which settings it
/// is answered, and whether it is real. A model cannot change any of it.
///
/// @param caller the number as Twilio gave it; it may be hidden, and it may be forged
/// @param accountSid the Twilio account that the call came in on
/// @param settings those of the business that was called, in the version of the moment in which the
///   call came in
/// @param simulated whether no human is on the line, so that nothing outside may come of it
public record CallContext(
    CallSid sid,
    PhoneNumber caller,
    String accountSid,
    BusinessSettings settings,
    boolean simulated) {
  /// The business that was called.
  public Business business() {
    return settings.business();
  }

  /// The caller's number, if it can be called back.
  public Optional<PhoneNumber> callersNumber() {
    return Optional.of(caller).filter(PhoneNumber::isDialable);
  }
}
