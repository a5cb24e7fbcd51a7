package app.kolan.server.telephony;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.store.CallStore;
import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.InstantSource;

/// Writes down calls that somebody is to be talked with in. One that is known stays as it is.
/// Blocks for the disk.
record CallArrivals(CallStore calls, Tickets tickets, InstantSource clock) {
  /// @param settings of the business whose number was called, or has called
  LoggedCall add(
      CallSid call,
      String account,
      PhoneNumber caller,
      PhoneNumber called,
      BusinessSettings settings) {
    return calls.addArrival(
        call,
        account,
        settings.business().id(),
        settings.version(),
        CallbackNumber.ofCaller(caller, settings.business().locale().country()),
        called,
        tickets.fresh(),
        clock.instant());
  }

  /// One to a number that no business has.
  void addToNobody(CallSid call, String account, PhoneNumber caller, PhoneNumber called) {
    var _ =
        calls.addArrival(
            call,
            account,
            Business.NOBODY,
            0,
            PhoneNumber.ofTwilio(caller.value()),
            called,
            tickets.fresh(),
            clock.instant());
  }
}
