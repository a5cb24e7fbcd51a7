package app.kolan.doctor.remote.wire;

/// What comes over an open WebSocket.
public sealed interface SocketMessage {
  /// A text.
  ///
  /// @param at when it came, by [System#nanoTime]
  record Text(String text, long at) implements SocketMessage {}

  /// Bytes, which Twilio does not decode.
  record Binary(int length) implements SocketMessage {}

  /// The other side has closed in good order.
  ///
  /// @param at when, by [System#nanoTime]
  record Closed(int code, long at) implements SocketMessage {}

  /// The connection is gone without a close.
  ///
  /// @param at when, by [System#nanoTime]
  record Broken(String detail, long at) implements SocketMessage {}

  /// The other side breaks the protocol.
  record Violation(String detail) implements SocketMessage {}

  /// Whether nothing can come after it.
  default boolean isEnd() {
    return !(this instanceof Text || this instanceof Binary);
  }
}
