package app.kolan.simulator.scene;

import java.time.Duration;

/// Something that a scene's server does on a stream's socket.
public sealed interface SocketAct {
  /// Reads until the message with this event has come, such as `start`.
  record WaitsFor(String event) implements SocketAct {}

  /// Sends a text message. In it, `{streamSid}` stands for the stream's own.
  record Says(String text) implements SocketAct {}

  /// Sends that much silence as media messages of a second each.
  record Plays(Duration length) implements SocketAct {}

  /// Sends a binary message, where Twilio takes text alone.
  record SendsBinary() implements SocketAct {}

  /// Sends a ping in two fragments, which RFC 6455 forbids (section 5.5).
  record SendsFragmentedPing() implements SocketAct {}

  /// Closes with this code, and waits for the other side to do so.
  record Closes(int code) implements SocketAct {}

  /// Drops the connection with a TCP reset.
  record Resets() implements SocketAct {}

  /// Reads, and stays until the other side closes.
  record Stays() implements SocketAct {}

  /// Stays, and never reads.
  record StopsReading() implements SocketAct {}
}
