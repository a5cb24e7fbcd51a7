package app.kolan.server.store;

import app.kolan.twilio.webhook.CallSid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Callers whom people are asked to take. Twilio repeats its requests: each change names the person
/// whom it is about, and has an effect once.
///
/// See [Stores] for durability, threads and errors.
public interface HandOverStore {
  /// Notes that people are to be asked. Idempotent by the identifier.
  ///
  /// @param id 32 hexadecimal digits that nobody can guess
  /// @param people at least one
  void add(String id, CallSid call, long business, List<String> people, String reason, Instant at);

  Optional<HandOver> find(String id);

  /// The newest of a call.
  Optional<HandOver> findByCall(CallSid call);

  /// The one who is rung takes the call.
  ///
  /// @param position the one who was asked
  /// @return whether it is his: not when the caller is gone, or another one is rung by now
  boolean take(String id, int position, Instant at);

  /// The one who was rung has not taken the call, or was never connected: the next one is rung.
  ///
  /// @param position the one who was rung; nothing is changed when that is another one by now
  /// @return it, as it is now; its position is beyond the people when nobody is left
  Optional<HandOver> advance(String id, int position, HandOver.Outcome outcome, Instant at);

  /// Gives the call back to its agent: it is [CallOutcome#OPEN] again, and another stream can be
  /// opened, by this ticket. Doing it again changes nothing.
  ///
  /// @return it, with the ticket that counts; empty when the call is over, or somebody has it
  Optional<HandOver> giveBack(String id, String ticket, Instant at);

  /// The caller is gone. A call that nobody took by then counts as [CallOutcome#HUNG_UP].
  void callerLeft(CallSid call, Instant at);
}
