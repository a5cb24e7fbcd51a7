package app.kolan.server.outbound;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of the call of an order, and of the leg that it has dialled. What Twilio tells
/// comes in any order and more than once; nothing goes back.
///
/// @param status how far the call has come; null before the first news
/// @param seconds how long it lasted, all attempts together
/// @param acceptedAt when who was rung took it
/// @param declined whether he did not want it
/// @param leg the call to the other one
/// @param legStatus how far that has come; null before the first news
/// @param legSeconds how long that lasted, all attempts together
/// @param answer what the one whom a machine has called answered; null for nothing
/// @param byMachine whether a machine has answered
/// @param byHuman whether a human is known to have answered
/// @param turnedAway whether the agent could not talk with who had answered
public record CallProgress(
    @Nullable CallStatus status,
    int seconds,
    @Nullable Instant acceptedAt,
    boolean declined,
    @Nullable CallSid leg,
    @Nullable CallStatus legStatus,
    int legSeconds,
    @Nullable CallAnswer answer,
    boolean byMachine,
    boolean byHuman,
    boolean turnedAway) {
  public static final CallProgress NONE =
      new CallProgress(null, 0, null, false, null, null, 0, null, false, false, false);

  /// The same after more news.
  public CallProgress after(CallOrderUpdate news) {
    var next = new Draft(this);
    switch (news) {
      case CallOrderUpdate.Status(var told, var length) -> {
        if (isLater(status, told)) {
          next.status = told;
          next.seconds += length;
        }
      }
      case CallOrderUpdate.Accepted(var at) ->
          next.acceptedAt = acceptedAt == null ? at : acceptedAt;
      case CallOrderUpdate.Declined() -> next.declined = true;
      case CallOrderUpdate.Leg(var sid, var told, var length) -> {
        if (isLater(legStatus, told)) {
          next.leg = sid;
          next.legStatus = told;
          next.legSeconds += length;
        }
      }
      case CallOrderUpdate.Answered(var told) -> {
        next.answer = answer == null ? told : answer;
        next.turnedAway = false;
      }
      case CallOrderUpdate.ByMachine() -> next.byMachine = true;
      case CallOrderUpdate.ByHuman() -> next.byHuman = true;
      case CallOrderUpdate.Rejected() -> next.turnedAway = true;
    }
    return next.progress();
  }

  /// What one piece of news changes.
  private static final class Draft {
    private @Nullable CallStatus status;
    private int seconds;
    private @Nullable Instant acceptedAt;
    private boolean declined;
    private @Nullable CallSid leg;
    private @Nullable CallStatus legStatus;
    private int legSeconds;
    private @Nullable CallAnswer answer;
    private boolean byMachine;
    private boolean byHuman;
    private boolean turnedAway;

    Draft(CallProgress from) {
      status = from.status;
      seconds = from.seconds;
      acceptedAt = from.acceptedAt;
      declined = from.declined;
      leg = from.leg;
      legStatus = from.legStatus;
      legSeconds = from.legSeconds;
      answer = from.answer;
      byMachine = from.byMachine;
      byHuman = from.byHuman;
      turnedAway = from.turnedAway;
    }

    CallProgress progress() {
      return new CallProgress(
          status,
          seconds,
          acceptedAt,
          declined,
          leg,
          legStatus,
          legSeconds,
          answer,
          byMachine,
          byHuman,
          turnedAway);
    }
  }

  /// The same before the next attempt: only the lengths stay.
  public CallProgress again() {
    return new CallProgress(
        null, seconds, null, false, null, null, legSeconds, null, false, false, false);
  }

  private static boolean isLater(@Nullable CallStatus known, CallStatus told) {
    return known == null || told.stage() > known.stage();
  }

  /// What has come of a call that rings somebody first; empty before that is known.
  public Optional<CallResult> ofTwo() {
    CallStatus own = status;
    CallStatus other = legStatus;
    if (own == null || !own.isEnd()) {
      return Optional.empty();
    }
    if (own != CallStatus.COMPLETED) {
      return Optional.of(
          own == CallStatus.FAILED ? CallResult.FAILED : CallResult.RING_NOT_REACHED);
    }
    if (acceptedAt == null) {
      return Optional.of(CallResult.NOT_TAKEN);
    }
    if (other == null || !other.isEnd()) {
      return Optional.empty();
    }
    return Optional.of(other == CallStatus.COMPLETED ? CallResult.TALKED : CallResult.NOT_REACHED);
  }

  /// What has come of a call to one; empty before that is known.
  ///
  /// @param isTalk whether the agent was to talk with him: then a machine stays one, whatever was
  ///   said before it was known for one
  public Optional<CallResult> ofOne(boolean isTalk) {
    CallStatus own = status;
    if (own == null || !own.isEnd()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (own) {
          case COMPLETED ->
              byMachine && (answer == null || isTalk)
                  ? CallResult.MESSAGE_LEFT
                  : turnedAway ? CallResult.FAILED : CallResult.TALKED;
          case FAILED -> CallResult.FAILED;
          default -> CallResult.NOT_REACHED;
        });
  }
}
