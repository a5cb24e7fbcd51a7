package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The calls of which something was written that contacts, timelines and the search do not know
/// yet. Every store that writes something of a call notes the call here, in the same transaction,
/// so that nothing is forgotten, and so that no call waits for what comes of it.
///
/// See [Stores] for durability, threads and errors.
public interface FollowUpStore {
  /// A call to follow up.
  ///
  /// @param revision changes when more is written of the call
  record Pending(CallSid call, long revision) {}

  /// Some calls that are over, or whose lead is complete; a call without an end is among them an
  /// hour after it came in.
  List<Pending> ready(Instant now, int limit);

  /// Brings contact, timeline and search index of a call up to date, and notes in [AfterCallStore]
  /// what is left to do of it. Doing it again changes nothing.
  ///
  /// @return the lead of the call; empty when it has none
  Optional<WorkedLead> follow(CallSid call, Instant at);

  /// Forgets a call that was followed up, unless more was written of it since.
  void done(Pending call);
}
