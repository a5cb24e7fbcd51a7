package app.kolan.server.call;

import app.kolan.carrier.stream.StreamEvent;

/// Our end of a media stream: where its events go. Called on the line's own thread; never blocks.
public interface StreamEnd {
  /// Takes an event of the stream.
  void hear(StreamEvent event);

  /// Learns that the line is gone; only the first time counts.
  void end(LineEnded.How how);
}
