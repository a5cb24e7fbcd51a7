package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;

/// Which calls are erased.
public sealed interface ErasureScope {
  /// All calls that arrived before a moment, and what is kept from before it without its call.
  record Before(Instant moment) implements ErasureScope {}

  /// All calls from a number, and those whose caller asked to be called back on it.
  record OfNumber(PhoneNumber number) implements ErasureScope {}

  /// One call.
  record OfCall(CallSid call) implements ErasureScope {}
}
