package app.kolan.server.outbound;

import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.CallStatus;
import java.time.Instant;

/// Something that has happened in the call of an order.
public sealed interface CallOrderUpdate {
  /// The call has come so far.
  ///
  /// @param seconds how long it lasted; 0 before its end
  record Status(CallStatus status, int seconds) implements CallOrderUpdate {}

  /// Who was rung takes the call.
  record Accepted(Instant at) implements CallOrderUpdate {}

  /// Who was rung does not want it.
  record Declined() implements CallOrderUpdate {}

  /// The leg to the other one has come so far.
  ///
  /// @param seconds how long it lasted; 0 before its end
  record Leg(CallSid sid, CallStatus status, int seconds) implements CallOrderUpdate {}

  /// The one whom a machine has called has pressed a key; the first one counts.
  record Answered(CallAnswer answer) implements CallOrderUpdate {}

  /// Who has answered was to talk with the agent and could not: a limit was reached, or the server
  /// was about to stop. It does not hold any more once he is answered again.
  record Rejected() implements CallOrderUpdate {}

  /// A human has answered, as far as can be told.
  record ByHuman() implements CallOrderUpdate {}

  /// A machine has answered.
  record ByMachine() implements CallOrderUpdate {}
}
