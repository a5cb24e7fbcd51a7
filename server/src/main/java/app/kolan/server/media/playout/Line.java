package app.kolan.server.media.playout;

import app.kolan.twilio.stream.StreamCommand;

/// The connection to the caller: Twilio's end of a bidirectional media stream.
///
/// All methods but [#run] are called on the line's own thread, its event loop, and none of them
/// blocks.
public interface Line {
  /// Sends a command; has no effect when the line is closed.
  void send(StreamCommand command);

  /// Whether the far end reads so slowly that nothing more should be sent for now.
  boolean isCongested();

  /// Closes the line, which ends the stream. Twilio then requests the `action` URL for
  /// instructions.
  void close(Closing closing);

  /// Schedules a task on the line's own thread. May be called from any thread.
  void run(Runnable task);

  /// Why the server closes a stream.
  ///
  /// Source: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
  enum Closing {
    /// The conversation is over.
    DONE(1000),
    /// The server is shutting down.
    GOING_AWAY(1001),
    /// The far end sends binary messages, where a media stream has texts.
    BINARY(1003),
    /// The far end is not authorised, or violates the protocol.
    REFUSED(1008),
    /// A message is larger than any that Twilio sends.
    TOO_LARGE(1009),
    /// An internal error.
    FAULT(1011);

    private final short code;

    Closing(int code) {
      this.code = (short) code;
    }

    /// The close code on the wire.
    public short code() {
      return code;
    }
  }
}
