package app.kolan.server.outbound.sql;

import app.kolan.server.outbound.CallOrder;
import app.kolan.server.outbound.CallOrder.State;
import app.kolan.server.outbound.CallOrderUpdate;
import app.kolan.server.outbound.CallProgress;
import app.kolan.server.outbound.CallResult;
import app.kolan.twilio.webhook.CallSid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an order becomes another. Values only.
final class OrderChanges {
  private static final String TURNED_AWAY =
      "the agent could not talk: too many calls, or the server was about to stop";

  private OrderChanges() {}

  static CallOrder placed(CallOrder order, CallSid call, Instant checkAt) {
    return with(order, State.PLACED, checkAt, call, order.earlier(), order.progress(), null, null);
  }

  static CallOrder moved(CallOrder order, State state, String problem, Instant due) {
    return with(order, state, due, null, order.earlier(), order.progress(), null, problem);
  }

  /// Twilio took no call: the attempt that was begun was none.
  static CallOrder notTaken(CallOrder order, String problem, Instant due) {
    return with(
        order,
        order.attempts() - 1,
        State.WAITING,
        due,
        null,
        order.earlier(),
        order.progress(),
        null,
        problem);
  }

  static CallOrder settled(
      CallOrder order, CallResult result, @Nullable String problem, Instant at) {
    return with(
        order,
        State.SETTLED,
        at,
        order.call(),
        order.earlier(),
        order.progress(),
        result,
        problem == null ? order.problem() : problem);
  }

  /// After news of its call. Of a result that is known already only the lengths change.
  static CallOrder told(
      CallOrder order,
      CallSid call,
      CallOrderUpdate news,
      Duration retryAfter,
      Instant checkAt,
      Instant at) {
    CallOrder own = order.call() == null ? placed(order, call, checkAt) : order;
    CallProgress progress = own.progress().after(news);
    CallOrder after =
        with(
            own,
            own.state(),
            own.dueAt(),
            call,
            own.earlier(),
            progress,
            own.result(),
            own.problem());
    if (own.state() != State.PLACED) {
      return after;
    }
    Optional<CallResult> result =
        own.what().ring() == null ? progress.ofOne(own.isTalk()) : progress.ofTwo();
    if (result.isEmpty()) {
      return after;
    }
    boolean again =
        isWorthAnotherTry(result.get())
            && own.attempts() < own.what().mostAttempts()
            && at.plus(retryAfter).isBefore(own.what().expiresAt());
    return again
        ? with(
            after,
            State.WAITING,
            at.plus(retryAfter),
            null,
            (own.earlier() + " " + call.value()).strip(),
            progress.again(),
            null,
            null)
        : settled(after, result.get(), problem(result.get(), progress), at);
  }

  private static @Nullable String problem(CallResult result, CallProgress progress) {
    return result == CallResult.FAILED && progress.turnedAway() ? TURNED_AWAY : null;
  }

  private static boolean isWorthAnotherTry(CallResult result) {
    return result == CallResult.NOT_REACHED || result == CallResult.RING_NOT_REACHED;
  }

  private static CallOrder with(
      CallOrder order,
      State state,
      Instant due,
      @Nullable CallSid call,
      String earlier,
      CallProgress progress,
      @Nullable CallResult result,
      @Nullable String problem) {
    return with(order, order.attempts(), state, due, call, earlier, progress, result, problem);
  }

  private static CallOrder with(
      CallOrder order,
      int attempts,
      State state,
      Instant due,
      @Nullable CallSid call,
      String earlier,
      CallProgress progress,
      @Nullable CallResult result,
      @Nullable String problem) {
    return new CallOrder(
        order.id(),
        order.business(),
        order.key(),
        order.what(),
        state,
        attempts,
        order.lookups(),
        order.createdAt(),
        due,
        order.placedAt(),
        call,
        earlier,
        progress,
        order.recording(),
        result,
        problem);
  }
}
