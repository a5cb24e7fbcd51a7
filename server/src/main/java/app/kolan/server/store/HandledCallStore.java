package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/// Which calls that came to nothing somebody has dealt with, such as by calling back, or has put
/// off. It stands in the timeline of the call, and goes with it. Every method is about one
/// business.
///
/// See [Stores] for durability, threads and errors.
public interface HandledCallStore {
  /// Those of these calls that somebody has dealt with.
  Set<CallSid> find(long business, Collection<CallSid> calls);

  /// Notes that somebody has dealt with a call. The call need not be known.
  void add(long business, CallSid call, String actor, Instant at);

  /// Takes that back.
  void remove(long business, CallSid call);

  /// Until when those of these calls were put off that were, past or not.
  Map<CallSid, Instant> postponed(long business, Collection<CallSid> calls);

  /// Puts a call off until later, in place of what it was put off until before.
  void postpone(long business, CallSid call, Instant until, String actor, Instant at);

  /// Takes that back.
  void resume(long business, CallSid call);
}
