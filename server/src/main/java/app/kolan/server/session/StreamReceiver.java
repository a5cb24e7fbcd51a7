package app.kolan.server.session;

import app.kolan.server.media.playout.LineEnded;
import app.kolan.twilio.stream.StreamEvent;

/// Our end of a media stream: where its events go, and what a conversation reads. Nothing here
/// blocks but [#awaitQuiet].
public interface StreamReceiver {
  /// Takes an event of the stream. On the line's own thread.
  void hear(StreamEvent event);

  /// Learns that the line is gone; only the first time counts. On the line's own thread.
  void end(LineEnded.How how);

  /// Has this done once, in the next pause between two turns: the agent has said what it had to
  /// say, and the caller has not begun to answer. Never where nobody takes turns. On the line's own
  /// thread, as the action is.
  default void betweenTurns(Runnable action) {}

  /// The conversation is over: nobody reads what is heard any more. From any thread.
  void leave();

  /// Waits until the conversation has nothing left to do but to wait for the line, or is over. For
  /// a driver on virtual time, on the line's thread.
  void awaitQuiet();
}
