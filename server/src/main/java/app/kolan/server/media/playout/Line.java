package app.kolan.server.media.playout;

import app.kolan.twilio.stream.StreamCommand;

/// The way to the caller: Twilio's end of a two-way media stream.
///
/// All methods but [#run] are called on the line's own thread, and none of them blocks.
public interface Line {
  /// Sends a command; nothing happens when the line is gone.
  void send(StreamCommand command);

  /// Whether the far end reads so slowly that nothing more should be sent for now.
  boolean isCongested();

  /// Closes the line, which ends the stream. Twilio then asks the `action` URL what to do next.
  void close(Closing closing);

  /// Runs something on the line's own thread, soon. May be called from any thread.
  void run(Runnable task);

  /// Why the server closes a stream.
  ///
  /// Source: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1
  enum Closing {
    /// The talk is over.
    DONE(1000),
    /// The server is going down.
    GOING_AWAY(1001),
    /// The far end may not talk here, or does not behave.
    REFUSED(1008),
    /// A message is larger than any that Twilio sends.
    TOO_LARGE(1009),
    /// A fault of ours.
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
