package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;

/// How much businesses and calls have used. The contract of [Stores] holds.
public interface UsageStore {
  /// The minutes of the calls of a business that arrived within a period. Each call is rounded up
  /// to a full minute, as Twilio bills it; one whose length was never reported, such as after a
  /// crash, is as long as from its arrival to its end, and one without an end counts nothing yet.
  ///
  /// @param until is not part of the period
  long minutes(long businessId, Instant from, Instant until);

  /// How many calls of a business arrived within a period.
  ///
  /// @param until is not part of the period
  long calls(long businessId, Instant from, Instant until);

  /// Writes what a call has used up to now, in place of what was written of the same job, provider
  /// and model before. Other rows of the call stay. The call need not be known.
  ///
  /// @param used each job, provider and model once
  void write(CallSid call, List<ProviderUsage> used, Instant now);

  /// Adds to what was written of a call. The call need not be known. Not idempotent.
  void add(CallSid call, ProviderUsage more, Instant now);

  /// What a call has used, by job, provider and model.
  List<ProviderUsage> findByCall(CallSid call);

  /// What the calls of a business that arrived within a period have used together, by job, provider
  /// and model. A sum is estimated when one of its parts is.
  ///
  /// @param until is not part of the period
  List<ProviderUsage> sums(long businessId, Instant from, Instant until);
}
