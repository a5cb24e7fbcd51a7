package app.kolan.server.privacy;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whose data is erased.
public sealed interface ErasureScope {
  /// All calls that arrived before a moment, and what is kept from before it without its call.
  record Before(Instant moment) implements ErasureScope {}

  /// A person by a number: all that is known of the contact that has it, all calls from his
  /// numbers, and those whose caller asked to be called back on one of them.
  ///
  /// @param business in which business; null for all
  record OfNumber(@Nullable Long business, PhoneNumber number) implements ErasureScope {
    public OfNumber {
      if (!number.isDialable()) {
        throw new IllegalArgumentException("callers without a number are no person");
      }
    }
  }

  /// A person by a contact of his, with those that were merged with it.
  record OfContact(long business, long contact) implements ErasureScope {}

  /// One call.
  ///
  /// @param business in which business; null for any
  record OfCall(@Nullable Long business, CallSid call) implements ErasureScope {
    public OfCall(CallSid call) {
      this(null, call);
    }
  }
}
