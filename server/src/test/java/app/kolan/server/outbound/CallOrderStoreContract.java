package app.kolan.server.outbound;

import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.call;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.outbound.CallOrder.State;
import app.kolan.server.outbound.CallOrderStore.Bounds;
import app.kolan.server.outbound.CallOrderStore.Claim;
import app.kolan.server.outbound.CallOrderStore.Others;
import app.kolan.server.store.PagePosition;
import app.kolan.twilio.webhook.CallStatus;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What every outbox of calls must do.
public abstract class CallOrderStoreContract extends RegistryContract {
  @Test
  void the_same_order_twice_is_one_even_of_many_at_once() throws Exception {
    Callable<CallOrder> order = () -> store.add(draft("a", 1), NOON);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ids = new ArrayList<String>();
      for (var each : threads.invokeAll(List.of(order, order, order, order, order, order))) {
        ids.add(each.get().id());
      }
      assertThat(ids).containsOnly(ids.getFirst());
    }
    assertThat(store.add(draft("b", 1), NOON).id())
        .isNotEqualTo(store.add(draft("a", 1), NOON).id());
    assertThat(store.find(1, null, PagePosition.NEWEST, 10)).hasSize(2);
    CallOrder kept = store.findByKey(1, "a").orElseThrow();
    assertThat(kept.what()).isEqualTo(draft("a", 1).what());
    assertThat(store.findByKey(2, "a")).isEmpty();
    assertThat(store.find(2, kept.id())).isEmpty();
    assertThat(kept.toString()).doesNotContain(DANA.value()).doesNotContain("boiler");
  }

  @Test
  void many_who_claim_at_once_place_no_more_than_the_bounds_allow() throws Exception {
    var orders = new ArrayList<CallOrder>();
    for (int i = 0; i < 12; i++) {
      orders.add(store.add(draft("k" + i, 1), NOON));
    }
    var two = new Bounds(2, 99, null, NOON.minusSeconds(3600), Duration.ZERO);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var claims =
          threads.invokeAll(
              orders.stream()
                  .<Callable<Claim>>map(
                      order -> () -> store.claim(order, two, NOON.plus(MINUTE), NOON))
                  .toList());
      int taken = 0;
      for (var each : claims) {
        taken += each.get() instanceof Claim.Taken ? 1 : 0;
      }
      assertThat(taken).isEqualTo(2);
    }
    assertThat(store.claim(orders.getLast(), WIDE, NOON.plus(MINUTE), NOON))
        .isInstanceOf(Claim.Later.class);
    CallOrder other = store.add(draft("k", 2), NOON);
    assertThat(store.claim(other, two, NOON.plus(MINUTE), NOON)).isInstanceOf(Claim.Taken.class);
  }

  @Test
  void a_day_that_is_full_or_has_cost_enough_lets_no_more_through() {
    CallOrder first = taken("a");
    store.placed(first, call(7), NOON.plus(MINUTE), NOON);
    told(first, new CallOrderUpdate.Accepted(NOON));
    told(first, leg(CallStatus.COMPLETED, 61));
    told(first, new CallOrderUpdate.Status(CallStatus.COMPLETED, 90));
    CallOrder next = store.add(draft("b", 1), NOON);

    assertThat(claim(next, new Bounds(9, 1, null, NOON.minusSeconds(60), Duration.ZERO)))
        .isInstanceOf(Claim.DayIsFull.class);
    // Two minutes begun of each leg.
    assertThat(claim(next, minutes("4"))).isInstanceOf(Claim.CostIsReached.class);
    assertThat(claim(next, new Bounds(9, 1, null, NOON.plusMillis(1), Duration.ZERO)))
        .isInstanceOf(Claim.Taken.class);
  }

  @Test
  void what_was_placed_is_settled_by_news_in_any_order_and_told_once() {
    CallOrder order = taken("a");
    store.placed(order, call(7), NOON.plus(MINUTE), NOON);
    told(order, new CallOrderUpdate.Status(CallStatus.COMPLETED, 80));
    assertThat(find(order).result()).isEqualTo(CallResult.NOT_TAKEN);

    CallOrder other = taken("b");
    store.placed(other, call(8), NOON.plus(MINUTE), NOON);
    told(other, call(8), new CallOrderUpdate.Accepted(NOON));
    told(other, call(8), new CallOrderUpdate.Status(CallStatus.COMPLETED, 80));
    assertThat(find(other).state()).isEqualTo(State.PLACED);
    told(other, call(8), leg(CallStatus.COMPLETED, 50));
    told(other, call(8), leg(CallStatus.COMPLETED, 50));
    told(other, call(8), new CallOrderUpdate.Status(CallStatus.RINGING, 0));
    told(other, call(8), new CallOrderUpdate.Status(CallStatus.COMPLETED, 80));

    CallOrder settled = find(other);
    assertThat(settled.state()).isEqualTo(State.SETTLED);
    assertThat(settled.result()).isEqualTo(CallResult.TALKED);
    assertThat(settled.progress().legSeconds()).isEqualTo(50);
    assertThat(settled.progress().seconds()).isEqualTo(80);
    assertThat(store.findDue(NOON, 10)).extracting(CallOrder::id).contains(other.id());
    store.over(settled, NOON);
    store.over(find(order), NOON);
    assertThat(store.nextDue()).isEmpty();
  }

  @Test
  void a_call_whose_creation_was_not_answered_is_learned_from_its_callback() {
    CallOrder order = taken("a");
    store.uncertain(order, "no answer", NOON.plusSeconds(3), NOON);

    assertThat(told(order, call(7), new CallOrderUpdate.Status(CallStatus.RINGING, 0))).isPresent();
    assertThat(find(order).call()).isEqualTo(call(7));
    assertThat(find(order).state()).isEqualTo(State.PLACED);
    assertThat(told(order, call(8), new CallOrderUpdate.Status(CallStatus.COMPLETED, 3))).isEmpty();
    // The answer comes all the same, after the callback.
    store.placed(order, call(7), NOON.plus(MINUTE), NOON);
    store.again(order, "not there", NOON, NOON);
    assertThat(find(order).state()).isEqualTo(State.PLACED);
  }

  @Test
  void a_call_is_of_one_order_and_who_tells_of_it_says_of_which() {
    CallOrder first = taken("a");
    CallOrder second = taken("b");
    store.uncertain(first, "no answer", NOON.plusSeconds(3), NOON);
    assertThat(store.others(find(first), NOON)).isEqualTo(new Others(Set.of(), true));
    assertThat(store.others(find(first), NOON.plusMillis(1)))
        .isEqualTo(new Others(Set.of(), false));

    // It was taken for the first one's, and is the second one's.
    store.found(find(first), call(7), NOON.plus(MINUTE), NOON);
    told(first, call(7), new CallOrderUpdate.ByMachine());
    told(first, call(7), new CallOrderUpdate.Answered(CallAnswer.TALK));
    assertThat(find(first).progress().byMachine()).isTrue();
    told(second, call(7), new CallOrderUpdate.Status(CallStatus.RINGING, 0));

    assertThat(find(second).call()).isEqualTo(call(7));
    assertThat(find(first).call()).isNull();
    assertThat(find(first).state()).isEqualTo(State.UNCERTAIN);
    assertThat(find(first).progress()).isEqualTo(CallProgress.NONE);
    assertThat(store.others(find(first), NOON)).isEqualTo(new Others(Set.of(call(7)), false));
    store.found(find(first), call(7), NOON.plus(MINUTE), NOON);
    assertThat(find(first).call()).isNull();
    store.placed(find(first), call(8), NOON.plus(MINUTE), NOON);
    assertThat(find(first).call()).isEqualTo(call(8));
    CallOrder third = taken("c");
    store.placed(third, call(8), NOON.plus(MINUTE), NOON);
    assertThat(find(third).call()).isEqualTo(call(8));
    assertThat(find(first).state()).isEqualTo(State.UNCERTAIN);
  }

  @Test
  void one_that_a_crash_left_is_looked_up_by_one_and_repeated_only_if_it_is_not_there() {
    CallOrder order = taken("a");
    assertThat(store.findDue(NOON.plusSeconds(59), 10)).isEmpty();
    assertThat(store.renew(order, NOON.plusSeconds(90))).isPresent();
    assertThat(store.findDue(NOON.plusSeconds(89), 10)).isEmpty();
    CallOrder left = store.findDue(NOON.plusSeconds(90), 10).getFirst();
    assertThat(left.state()).isEqualTo(State.PLACING);
    assertThat(claim(left, minutes("99"))).isInstanceOf(Claim.Gone.class);

    CallOrder mine = store.claimUncertain(left, NOON.plusSeconds(120), NOON).orElseThrow();
    assertThat(store.claimUncertain(left, NOON.plusSeconds(130), NOON)).isEmpty();
    assertThat(mine.lookups()).isEqualTo(1);
    store.again(mine, "the call was not placed", NOON.plusSeconds(120), NOON);

    CallOrder again = store.findDue(NOON.plusSeconds(120), 10).getFirst();
    assertThat(again.state()).isEqualTo(State.WAITING);
    assertThat(store.claim(again, WIDE, NOON.plusSeconds(300), NOON.plusSeconds(120)))
        .isInstanceOf(Claim.Taken.class);
    assertThat(find(order).attempts()).isEqualTo(2);
    store.release(NOON.plusSeconds(121));
    assertThat(store.findDue(NOON.plusSeconds(121), 10)).hasSize(1);
  }

  @Test
  void a_call_that_twilio_did_not_take_was_no_attempt() {
    for (int i = 1; i <= 4; i++) {
      CallOrder order = taken("a");
      assertThat(order.attempts()).isEqualTo(1);
      store.notTaken(order, "too many", NOON, NOON);
      // Who comes too late changes nothing.
      store.notTaken(order, "too many", NOON, NOON);
      assertThat(find(order).attempts()).isZero();
      assertThat(find(order).state()).isEqualTo(State.WAITING);
      assertThat(told(order, call(7), new CallOrderUpdate.Status(CallStatus.RINGING, 0)))
          .as("it has no call")
          .isEmpty();
    }
  }

  @Test
  void who_was_not_reached_is_called_again_within_bounds_and_old_callbacks_do_no_harm() {
    CallOrder order = store.add(machine("m", 2), NOON);
    claim(order, WIDE);
    store.placed(find(order), call(7), NOON.plus(MINUTE), NOON);
    told(order, call(7), new CallOrderUpdate.Status(CallStatus.BUSY, 0));

    CallOrder waiting = find(order);
    assertThat(waiting.state()).isEqualTo(State.WAITING);
    assertThat(waiting.dueAt())
        .isEqualTo(find(order).dueAt())
        .isAfter(NOON.plus(Duration.ofMinutes(29)));
    assertThat(told(order, call(7), new CallOrderUpdate.Status(CallStatus.BUSY, 0))).isEmpty();
    store.claim(waiting, WIDE, NOON.plus(Duration.ofHours(1)), NOON.plus(MINUTE));
    assertThat(told(order, call(7), new CallOrderUpdate.Status(CallStatus.COMPLETED, 9))).isEmpty();
    store.placed(find(order), call(8), NOON.plus(MINUTE), NOON);
    told(order, call(8), new CallOrderUpdate.Status(CallStatus.NO_ANSWER, 0));

    assertThat(find(order).result()).isEqualTo(CallResult.NOT_REACHED);
    assertThat(store.others(store.add(draft("b", 1), NOON), NOON).calls())
        .containsExactlyInAnyOrder(call(7), call(8));
  }

  @Test
  void a_talk_that_no_agent_had_room_for_was_none_unless_it_is_asked_for_again() {
    CallOrder refused = talk("a", 7);
    told(refused, call(7), new CallOrderUpdate.Answered(CallAnswer.TALK));
    told(refused, call(7), new CallOrderUpdate.Rejected());
    told(refused, call(7), new CallOrderUpdate.Status(CallStatus.COMPLETED, 20));
    assertThat(find(refused).result()).isEqualTo(CallResult.FAILED);
    assertThat(find(refused).problem()).contains("the agent could not talk");

    CallOrder again = talk("b", 8);
    told(again, call(8), new CallOrderUpdate.Rejected());
    told(again, call(8), new CallOrderUpdate.Answered(CallAnswer.TALK));
    told(again, call(8), new CallOrderUpdate.Status(CallStatus.COMPLETED, 20));
    assertThat(find(again).result()).isEqualTo(CallResult.TALKED);
    assertThat(find(again).problem()).isNull();

    CallOrder machine = talk("c", 9);
    told(machine, call(9), new CallOrderUpdate.Answered(CallAnswer.TALK));
    told(machine, call(9), new CallOrderUpdate.ByMachine());
    told(machine, call(9), new CallOrderUpdate.Status(CallStatus.COMPLETED, 20));
    assertThat(find(machine).result()).isEqualTo(CallResult.MESSAGE_LEFT);
  }

  @Test
  void a_recording_is_kept_only_of_who_was_told() {
    var recording = new RecordingSid("RE" + "1".repeat(32));
    CallOrder.What what = draft("a", 1).what();
    CallOrder silent = store.add(draft("a", 1), NOON);
    CallOrder records = store.add(new CallOrder.Draft(1, "b", recorded(what), NOON), NOON);

    store.noticed(silent.id(), NOON);
    assertThat(store.recorded(silent.id(), recording)).as("nobody was to be recorded").isFalse();
    assertThat(store.recorded(records.id(), recording)).as("nobody was told").isFalse();
    assertThat(find(records).recording()).isNull();

    store.noticed(records.id(), NOON);
    assertThat(store.recorded(records.id(), recording)).isTrue();
    assertThat(find(records).recording()).isEqualTo(recording);
    CallOrder claimed = ((Claim.Taken) store.claim(records, WIDE, NOON.plus(MINUTE), NOON)).order();
    store.placed(claimed, call(9), NOON, NOON);
    assertThat(store.findByCall(call(9))).map(CallOrder::id).contains(records.id());
    assertThat(store.findByCall(call(8))).isEmpty();
  }

  @Test
  void what_waits_can_be_taken_back_by_its_business_alone() {
    CallOrder order = store.add(draft("a", 1), NOON);

    assertThat(store.cancel(2, order.id(), NOON)).isFalse();
    assertThat(store.cancel(1, order.id(), NOON)).isTrue();
    assertThat(store.cancel(1, order.id(), NOON)).isFalse();
    assertThat(find(order).result()).isEqualTo(CallResult.CANCELLED);
    CallOrder placed = taken("b");
    assertThat(store.cancel(1, placed.id(), NOON)).isFalse();
  }

  /// A call by which the agent talks, which was answered.
  private CallOrder talk(String key, int call) {
    CallOrder.What like = draft(key, 1).what();
    CallOrder order =
        store.add(
            new CallOrder.Draft(
                1,
                key,
                new CallOrder.What(
                    CallPurpose.SERVICE,
                    like.number(),
                    null,
                    like.from(),
                    null,
                    null,
                    "",
                    null,
                    new Announcement("words", null, "task"),
                    true,
                    false,
                    like.orderedBy(),
                    1,
                    like.expiresAt()),
                NOON),
            NOON);
    // There is a pause between two calls.
    Instant at = NOON.plus(MINUTE.multipliedBy(call));
    CallOrder claimed = ((Claim.Taken) store.claim(order, WIDE, at.plus(MINUTE), at)).order();
    store.placed(claimed, call(call), at.plus(MINUTE), at);
    return find(order);
  }

  private static CallOrder.What recorded(CallOrder.What what) {
    return new CallOrder.What(
        what.purpose(),
        what.number(),
        what.ring(),
        what.from(),
        what.lead(),
        what.contact(),
        what.reason(),
        what.name(),
        what.announcement(),
        what.mayBeQuiet(),
        true,
        what.orderedBy(),
        what.mostAttempts(),
        what.expiresAt());
  }
}
