package app.kolan.server.notify;

/// How far an alert has come.
public enum AlertState {
  /// It is quiet time; it is sent after that.
  HELD,
  /// It is to be sent, or sent again.
  WAITING,
  /// A server is sending it.
  SENDING,
  /// Whoever carries it has taken it.
  SENT,
  /// It was given up.
  FAILED
}
