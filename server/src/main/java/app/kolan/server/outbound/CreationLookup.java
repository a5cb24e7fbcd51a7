package app.kolan.server.outbound;

import app.kolan.server.telephony.rest.PlacedCalls;
import app.kolan.server.telephony.rest.PlacedCalls.PlacedCall;
import app.kolan.server.telephony.rest.RestResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges by Twilio's list of calls whether one was placed whose creation was not answered, and
/// notes what is to be done then: see [CallPlacement].
///
/// @param later how long after now it is looked for again
record CreationLookup(CallOrderStore store, Duration later, Instant now) {
  private static final Logger LOG = LoggerFactory.getLogger(CreationLookup.class);

  /// Clocks differ, and Twilio's seconds are whole.
  private static final Duration SKEW = Duration.ofSeconds(20);

  /// How long after the begin of an attempt its call may have been created, and how long before it
  /// another's attempt may have begun whose call could be taken for it.
  private static final Duration WINDOW = PlacedCalls.CREATION.plus(SKEW);

  private static final int ENOUGH_LOOKUPS = 3;
  private static final int MOST_REPETITIONS = 2;

  /// From when on Twilio is asked for calls.
  ///
  /// @param placedAt when the attempt began
  static Instant from(Instant placedAt) {
    return placedAt.minus(SKEW);
  }

  void judge(CallOrder order, RestResult<List<PlacedCall>> listed) {
    if (!(listed instanceof RestResult.Given<List<PlacedCall>>(List<PlacedCall> calls))) {
      store.uncertain(order, "Twilio does not list its calls", now.plus(later), now);
      return;
    }
    Instant began = Objects.requireNonNull(order.placedAt());
    CallOrderStore.Others others = store.others(order, began.minus(SKEW).minus(WINDOW));
    Optional<PlacedCall> own =
        calls.reversed().stream()
            .filter(call -> !call.createdAt().isAfter(began.plus(WINDOW)))
            .filter(call -> !others.calls().contains(call.sid()))
            .filter(call -> order.mayOwn(call.sid()))
            .findFirst();
    LOG.atInfo()
        .addKeyValue("order", order.id())
        .addKeyValue("found", own.isPresent())
        .addKeyValue("doubtful", others.inDoubt())
        .log("a call was looked for whose creation was not answered");
    if (own.isPresent() && others.inDoubt()) {
      store.uncertain(
          order, "Twilio lists a call that may be another order's", now.plus(later), now);
    } else if (own.isPresent()) {
      store.found(order, own.get().sid(), now.plus(later), now);
    } else if (order.lookups() < ENOUGH_LOOKUPS) {
      store.uncertain(order, "Twilio lists no such call", now.plus(later), now);
    } else if (order.attempts() < order.what().mostAttempts() + MOST_REPETITIONS) {
      store.again(order, "the call was not placed", now, now);
    } else {
      boolean _ = store.settle(order, CallResult.FAILED, "Twilio did not place the call", now);
    }
  }
}
