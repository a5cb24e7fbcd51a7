package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A caller whom people are asked to take, one after the other. It prints without what it is about.
///
/// @param people their labels, in the order in which they are rung
/// @param reason what the call is about, in words for whoever is rung; may be empty
/// @param position the one who is rung, or was last
/// @param outcomes what became of those who were rung before, in their order
/// @param ticket what opens the stream on which the agent goes on; null before that
public record HandOver(
    String id,
    CallSid call,
    long business,
    List<String> people,
    String reason,
    int position,
    State state,
    List<Outcome> outcomes,
    @Nullable String ticket,
    Instant createdAt) {
  /// How far it has come.
  public enum State {
    /// Somebody is rung, or asked.
    RINGING,
    /// Somebody takes the call.
    TAKEN,
    /// Nobody took it, and the agent goes on.
    RETURNED,
    /// The caller was gone before somebody took the call.
    LEFT
  }

  /// What became of somebody who was rung.
  public enum Outcome {
    /// He pressed another key than 1, or none, or hung up; a voice mail does the same.
    DECLINED,
    BUSY,
    NO_ANSWER,
    FAILED,
    /// He was not rung: it is none of his hours.
    AWAY
  }

  public HandOver {
    people = List.copyOf(people);
    outcomes = List.copyOf(outcomes);
  }

  /// The label of the one who is rung, or was last.
  public String person() {
    return people.get(Math.min(position, people.size() - 1));
  }

  @Override
  public String toString() {
    return "HandOver[id=%s, call=%s, position=%d, state=%s, outcomes=%s]"
        .formatted(id, call, position, state, outcomes);
  }
}
