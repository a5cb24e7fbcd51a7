package app.kolan.server.store;

import java.time.Instant;

/// How much businesses have used, as the calls in the ledger show. The contract of [Stores] holds.
public interface UsageStore {
  /// The minutes of the calls of a business that arrived within a period. Each call is rounded up
  /// to a full minute, as Twilio bills it; one whose length was never reported, such as after a
  /// crash, is as long as from its arrival to its end, and one without an end counts nothing yet.
  ///
  /// @param until is not part of the period
  long minutes(long businessId, Instant from, Instant until);
}
