package app.kolan.server.nodes;

import app.kolan.server.store.LoggedCall;
import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What nodes share of their calls beside what the ledger says.
///
/// Every method blocks for the database, and throws [app.kolan.server.store.StoreException] when
/// that fails.
public interface SharedCalls {
  /// How often a talk may go on at another node after one was lost.
  int MOST_RESUMES = 2;

  /// Gives a call one of the places of its business, which it has until it is settled or its node
  /// is gone. Places are counted for all nodes: of those who ask at once, no more are let in.
  ///
  /// @param most that the business may have, from 1
  /// @param live the nodes that live
  /// @return false when there is none; asking again for the same call changes nothing
  boolean takePlace(CallSid call, long business, int most, Set<String> live, Instant at);

  /// Those of some calls that are settled, or whose stream has begun, here or elsewhere.
  Set<CallSid> begunOrOver(List<CallSid> calls);

  /// Gives a call whose talk is to go on elsewhere another ticket. The stream that it had settles
  /// nothing any more.
  ///
  /// @param call as it was when that was decided
  /// @param isPlanned whether its node is being stopped, which may be as often as it likes
  /// @return false when it has changed since, is settled, or has gone on often enough
  boolean resume(LoggedCall call, String ticket, boolean isPlanned, Instant at);

  /// Notes that Twilio has asked another node than the call's own what to do.
  void asked(CallSid call, Instant at);

  /// Whether that was noted since a moment.
  boolean wasAsked(CallSid call, Instant since);

  /// Calls that are not settled and that nobody may know the end of, the oldest first: those of
  /// nodes that are gone, and those that came in long ago. A call that was [checked][#check] a
  /// while ago is left out.
  ///
  /// @param live the nodes that live
  /// @param started before which a call without a node was another run's
  List<CallSid> findLeft(Set<String> live, Instant started, Instant now);

  /// Makes this node responsible for such a call.
  ///
  /// @return false when another one did a moment ago
  boolean check(CallSid call, Instant now);
}
