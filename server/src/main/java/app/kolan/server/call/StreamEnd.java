package app.kolan.server.call;

import app.kolan.carrier.stream.StreamEvent;

/// Our end of a media stream: where its events go, and what a story reads. Nothing here blocks.
public interface StreamEnd {
  /// Takes an event of the stream. On the line's own thread.
  void hear(StreamEvent event);

  /// Learns that the line is gone; only the first time counts. On the line's own thread.
  void end(LineEnded.How how);

  /// The story is over: nobody reads what is heard any more. From any thread.
  void leave();
}
