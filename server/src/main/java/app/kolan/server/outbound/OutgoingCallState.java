package app.kolan.server.outbound;

import app.kolan.twilio.webhook.CallStatus;

/// How far an order is, in the words of whoever waits for it.
public enum OutgoingCallState {
  /// It waits for its time, or for others.
  WAITING,
  /// Twilio is being asked for the call.
  PLACING,
  /// The first telephone rings.
  RINGING,
  /// Who was rung first has taken the call, and the other one is called.
  DIALLING,
  /// Somebody talks with the one who is called.
  TALKING,
  /// It is over.
  OVER;

  public static OutgoingCallState of(CallOrder order) {
    CallStatus leg =
        order.what().ring() == null ? order.progress().status() : order.progress().legStatus();
    return switch (order.state()) {
      case WAITING -> WAITING;
      case PLACING, UNCERTAIN -> PLACING;
      case PLACED ->
          leg == CallStatus.IN_PROGRESS
              ? TALKING
              : order.progress().acceptedAt() == null ? RINGING : DIALLING;
      case SETTLED, OVER -> OVER;
    };
  }
}
