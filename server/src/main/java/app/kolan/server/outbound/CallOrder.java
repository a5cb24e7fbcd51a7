package app.kolan.server.outbound;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.RecordingSid;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A call that is to be placed, or was. It prints without whom it is to and what for.
///
/// @param key the same order twice has the same
/// @param state how far it has come
/// @param attempts how often a call was placed for it
/// @param lookups how often Twilio was asked for a call whose creation was not answered
/// @param dueAt when something is to be done next; of one that somebody is placing, when others may
///   take it over
/// @param placedAt when the last attempt began
/// @param call the call of the last attempt
/// @param earlier the calls of attempts before it, separated by spaces
/// @param progress what became of that call
/// @param recording Twilio's recording of the two; null for none
/// @param result what came of the order; null before it is settled
/// @param problem more about it, for people who look for a fault; null for nothing to say
public record CallOrder(
    String id,
    long business,
    String key,
    What what,
    State state,
    int attempts,
    int lookups,
    Instant createdAt,
    Instant dueAt,
    @Nullable Instant placedAt,
    @Nullable CallSid call,
    String earlier,
    CallProgress progress,
    @Nullable RecordingSid recording,
    @Nullable CallResult result,
    @Nullable String problem) {

  /// How far an order has come.
  public enum State {
    /// It waits for its time, or for others.
    WAITING,
    /// Somebody is just asking Twilio for the call.
    PLACING,
    /// It is not known whether Twilio has placed the call.
    UNCERTAIN,
    /// Twilio has placed the call, which may be over.
    PLACED,
    /// The result is known, and not told yet.
    SETTLED,
    /// Everything is done.
    OVER
  }

  /// What is ordered.
  ///
  /// @param number who is called
  /// @param ring who is rung before him, to be connected with him; null for nobody
  /// @param from the business's number that both see
  /// @param lead the call of the lead that it is about
  /// @param contact the contact that it is about
  /// @param reason why, in words for who is rung; may be empty
  /// @param name who is called, in words for who is rung; null when it is not known
  /// @param announcement what a machine says to him; null for a call between two people
  /// @param mayBeQuiet whether it is placed in quiet times, too
  /// @param records whether the two are recorded
  /// @param orderedBy a user or key, such as `user:7`
  /// @param mostAttempts how often it is tried to reach somebody
  /// @param expiresAt when it is given up
  public record What(
      CallPurpose purpose,
      PhoneNumber number,
      @Nullable PhoneNumber ring,
      PhoneNumber from,
      @Nullable CallSid lead,
      @Nullable Long contact,
      String reason,
      @Nullable String name,
      @Nullable Announcement announcement,
      boolean mayBeQuiet,
      boolean records,
      String orderedBy,
      int mostAttempts,
      Instant expiresAt) {
    /// Whom Twilio calls.
    public PhoneNumber first() {
      return ring == null ? number : ring;
    }

    @Override
    public String toString() {
      return "What[purpose=%s, orderedBy=%s]".formatted(purpose, orderedBy);
    }
  }

  /// An order to add.
  ///
  /// @param dueAt when it is to be placed
  public record Draft(long business, String key, What what, Instant dueAt) {}

  /// How long somebody has talked with the one who is called.
  public int talkedSeconds() {
    return what.ring() == null ? progress.seconds() : progress.legSeconds();
  }

  /// Whether the agent talks with the one who is called.
  public boolean isTalk() {
    Announcement announcement = what.announcement();
    return announcement != null && announcement.isTalk();
  }

  /// Whether a call is the one of the last attempt, or could be: of a creation whose answer is not
  /// there yet.
  public boolean mayOwn(CallSid sid) {
    return call == null
        ? (isInDoubt() || state == State.WAITING) && attempts > 0 && !earlier.contains(sid.value())
        : call.equals(sid);
  }

  /// Whether it is not known yet whether its call was placed.
  public boolean isInDoubt() {
    return state == State.PLACING || state == State.UNCERTAIN;
  }

  /// The calls that are known to be its own, those of earlier attempts among them.
  public Stream<CallSid> calls() {
    Stream<CallSid> before =
        earlier.isEmpty() ? Stream.empty() : Arrays.stream(earlier.split(" ")).map(CallSid::new);
    return Stream.concat(before, Stream.ofNullable(call));
  }

  @Override
  public String toString() {
    return "CallOrder[id=%s, business=%d, state=%s, call=%s, result=%s]"
        .formatted(id, business, state, call, result);
  }
}
