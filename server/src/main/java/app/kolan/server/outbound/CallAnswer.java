package app.kolan.server.outbound;

/// What a person whom a machine has called answers by a key.
public enum CallAnswer {
  /// He comes to his appointment.
  CONFIRMED,
  /// He does not come to it.
  CANCELLED,
  /// He wants to talk with whoever answers for the business.
  TALK,
  /// He does not want to be called again.
  NO_MORE_CALLS
}
