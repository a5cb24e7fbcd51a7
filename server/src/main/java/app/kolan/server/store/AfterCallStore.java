package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The calls that are over and of which something is left to do: sounds without words, a summary.
/// [FollowUpStore#follow] puts a call here once it is over, and again when it has got more turns or
/// a recording that was fetched since; a call that came in more than a day before is left alone.
/// Servers of one database share the work.
///
/// See [Stores] for durability, threads and errors.
public interface AfterCallStore {
  /// What is to be done of one call.
  ///
  /// @param revision counts how often it was made due
  /// @param attempts how often somebody took it since
  /// @param dueAt when it may be taken; of work that was taken, when others may take it over
  record Work(CallSid call, long business, long revision, int attempts, Instant dueAt) {}

  /// What may be taken now, the longest due first.
  List<Work> findDue(Instant now, int limit);

  /// When the next one is due; empty when nothing is left to do.
  Optional<Instant> nextDue();

  /// Takes work, unless somebody else has.
  ///
  /// @param until when others may take it over
  /// @return the work as it is now
  Optional<Work> claim(Work work, Instant until, Instant at);

  /// Keeps work that was taken for longer.
  ///
  /// @return the work as it is now; empty when somebody else has taken it over
  Optional<Work> renew(Work work, Instant until);

  /// Puts work that was taken back, to be done again then.
  void putBack(Work work, Instant dueAt, Instant at);

  /// Notes that all is done, unless the call was made due again meanwhile.
  void done(Work work, Instant at);

  /// Makes what a crash left in the middle due at once. Only for a server that has the database for
  /// itself.
  void release(Instant at);

  /// Whether all that is known to be left to do of a call is done.
  boolean isDone(CallSid call);
}
