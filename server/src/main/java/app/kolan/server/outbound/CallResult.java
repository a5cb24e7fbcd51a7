package app.kolan.server.outbound;

/// What came of an order.
public enum CallResult {
  /// The two have talked.
  TALKED,
  /// An answering machine has the message.
  MESSAGE_LEFT,
  /// The one who was to be called did not answer.
  NOT_REACHED,
  /// Who was rung first did not take the call.
  NOT_TAKEN,
  /// Who was rung first did not answer.
  RING_NOT_REACHED,
  /// It was not placed: something stood in the way.
  REFUSED,
  /// It could not be placed in time.
  EXPIRED,
  /// Somebody took it back.
  CANCELLED,
  /// Twilio did not place it, or a fault ended it.
  FAILED
}
