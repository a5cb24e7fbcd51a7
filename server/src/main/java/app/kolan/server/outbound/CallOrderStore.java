package app.kolan.server.outbound;

import app.kolan.server.store.PagePosition;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The outbox of calls. Servers of one database share it.
///
/// The contract of [app.kolan.server.store.Stores] holds for durability, threads and errors.
public interface CallOrderStore {
  /// How much a business may place now.
  ///
  /// @param atOnce how many of its calls may be under way
  /// @param aDay how many it may place from `dayBegan` on
  /// @param minutesADay how many minutes of all legs these may have lasted; null for any
  /// @param pause between two calls that it places
  record Bounds(
      int atOnce, int aDay, @Nullable BigDecimal minutesADay, Instant dayBegan, Duration pause) {}

  /// What comes of claiming an order.
  sealed interface Claim {
    /// It is to be placed now.
    record Taken(CallOrder order) implements Claim {}

    /// Others come first; it is to be tried again then.
    record Later(Instant at) implements Claim {}

    /// The business has placed as many today as it may.
    record DayIsFull() implements Claim {}

    /// Its calls have cost today what they may.
    record CostIsReached() implements Claim {}

    /// Somebody else has it, or it is settled.
    record Gone() implements Claim {}
  }

  /// Writes an order down. One with the same key that is there already is returned as it is.
  CallOrder add(CallOrder.Draft draft, Instant at);

  Optional<CallOrder> find(long business, String id);

  /// An order of any business: the identifier is known only to who placed it, and to Twilio.
  Optional<CallOrder> find(String id);

  Optional<CallOrder> findByKey(long business, String key);

  /// The order whose last attempt a call is.
  Optional<CallOrder> findByCall(CallSid call);

  /// Whether there is an order to call a number of which the result is not known yet.
  boolean isUnderWay(long business, PhoneNumber number);

  /// What the calls of a campaign have come to.
  ///
  /// @param minutes that have begun, of all its calls
  record Used(long calls, long minutes) {}

  /// What the calls of a campaign have come to so far.
  Used usedBy(long campaign);

  /// The problem of an order that was taken back with others of its campaign, rather than by
  /// itself.
  String CAMPAIGN_STOPPED = "its campaign was stopped";

  /// Takes back the orders of a campaign that wait.
  ///
  /// @return how many
  int cancelCampaign(long campaign, Instant at);

  /// The orders of a business, the newest first.
  ///
  /// @param lead only those about the lead of this call; null for all
  List<CallOrder> find(long business, @Nullable CallSid lead, PagePosition after, int limit);

  /// What else a business has placed about the time of an order.
  ///
  /// @param calls those of other orders, whichever attempts they were of
  /// @param inDoubt whether another order to the same phone from the same number is in doubt, too,
  ///   so that a call between the two may be its own
  record Others(Set<CallSid> calls, boolean inDoubt) {}

  /// What else the business of an order has placed since a moment.
  Others others(CallOrder order, Instant since);

  /// The orders of which something is to be done now, some of each business, those that were due
  /// first come first.
  List<CallOrder> findDue(Instant now, int limit);

  /// When something is to be done next; empty when nothing is.
  Optional<Instant> nextDue();

  /// Takes an order that waits, to place its call.
  ///
  /// @param until when others may take it over
  Claim claim(CallOrder order, Bounds bounds, Instant until, Instant at);

  /// Takes an order of which it is not known whether its call was placed, to find that out.
  Optional<CallOrder> claimUncertain(CallOrder order, Instant until, Instant at);

  /// Keeps an order that is being placed.
  ///
  /// @return it, as it is now; empty when it is placed, or somebody has taken it over
  Optional<CallOrder> renew(CallOrder order, Instant until);

  /// Puts off what is to be done of an order, unless it has changed meanwhile.
  void hold(CallOrder order, Instant until, Instant at);

  /// Notes that Twilio has placed the call, as it has answered. One that was learned before of a
  /// callback stays. An order that was taken for the call's own loses it.
  ///
  /// @param checkAt when Twilio is asked what became of it, if nothing was told by then
  void placed(CallOrder order, CallSid call, Instant checkAt, Instant at);

  /// Notes a call that was found in Twilio's list, unless it is known by now that it is another
  /// order's.
  ///
  /// @param checkAt when Twilio is asked what became of it, if nothing was told by then
  void found(CallOrder order, CallSid call, Instant checkAt, Instant at);

  /// Notes that it is not known whether the call was placed.
  void uncertain(CallOrder order, String problem, Instant due, Instant at);

  /// Notes that the call was certainly not placed, so that it is placed again.
  void again(CallOrder order, String problem, Instant due, Instant at);

  /// Notes that Twilio took no call at the moment: it is asked again, and this was no attempt to
  /// reach somebody. It is asked for no other call of the business before.
  ///
  /// @param due when it is asked again
  void notTaken(CallOrder order, String problem, Instant due, Instant at);

  /// Settles an order without a call, unless its call was placed meanwhile.
  ///
  /// @return whether it was settled by this
  boolean settle(CallOrder order, CallResult result, @Nullable String problem, Instant at);

  /// Stores an update of a call, and settles the order when its result is known by it. An order
  /// whose call could not be learned yet learns it, and one that was taken for the call's own loses
  /// it: who tells it names the order.
  ///
  /// @param call the call of the order, as who tells it says
  /// @param retryAfter how long after a call that reached nobody the next one is placed
  /// @return the order as it is then; empty when there is none, or the call is not its own
  Optional<CallOrder> told(
      String id,
      CallSid call,
      CallOrderUpdate news,
      Duration retryAfter,
      Instant checkAt,
      Instant at);

  /// Notes that the one who is called was told that he is recorded.
  void noticed(String id, Instant at);

  /// Notes the recording of the two, unless nobody was to be recorded, or nobody was told.
  ///
  /// @return whether it may be kept
  boolean recorded(String id, RecordingSid recording);

  /// Notes that the result was told, so that nothing is left to do.
  void over(CallOrder order, Instant at);

  /// Takes an order back that waits.
  ///
  /// @return whether it waited
  boolean cancel(long business, String id, Instant at);

  /// Makes what a crash left in the middle of placing due at once. Only for a server that has the
  /// database for itself.
  void release(Instant at);
}
