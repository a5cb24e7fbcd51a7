package app.kolan.doctor.remote.wire;

/// What arrives over an open WebSocket.
public sealed interface SocketMessage {
  /// A text.
  ///
  /// @param at when it arrived, by [System#nanoTime]
  record Text(String text, long at) implements SocketMessage {}

  /// Bytes, which Twilio does not decode.
  record Binary(int length) implements SocketMessage {}

  /// The other side closed with a close frame.
  ///
  /// @param at when, by [System#nanoTime]
  record Closed(int code, long at) implements SocketMessage {}

  /// The connection was lost without a close frame.
  ///
  /// @param at when, by [System#nanoTime]
  record Broken(String detail, long at) implements SocketMessage {}

  /// The other side breaks the protocol.
  record Violation(String detail) implements SocketMessage {}

  /// Whether it is the last message.
  default boolean isEnd() {
    return !(this instanceof Text || this instanceof Binary);
  }
}
