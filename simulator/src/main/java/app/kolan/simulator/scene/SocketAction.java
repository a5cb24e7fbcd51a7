package app.kolan.simulator.scene;

import java.time.Duration;

/// An action of a scene's server on a stream's socket.
public sealed interface SocketAction {
  /// Reads until a message with this event arrives, such as `start`.
  record WaitsFor(String event) implements SocketAction {}

  /// Sends a text message. In it, `{streamSid}` stands for the stream's own.
  record Says(String text) implements SocketAction {}

  /// Sends that much silence as media messages of a second each.
  record Plays(Duration length) implements SocketAction {}

  /// Sends a binary message, although Twilio accepts text only.
  record SendsBinary() implements SocketAction {}

  /// Sends a ping in two fragments, which RFC 6455 forbids (section 5.5).
  record SendsFragmentedPing() implements SocketAction {}

  /// Closes with this code, and waits for the other side to do so.
  record Closes(int code) implements SocketAction {}

  /// Drops the connection with a TCP reset.
  record Resets() implements SocketAction {}

  /// Reads, and stays until the other side closes.
  record Stays() implements SocketAction {}

  /// Stays, and never reads.
  record StopsReading() implements SocketAction {}
}
