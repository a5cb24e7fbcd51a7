package app.kolan.server.tape;

import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.stream.StreamEvent;

/// One thing on the wire of a call. Sockets and requests of a call are numbered from 1.
public sealed interface TapeLine {
  Place place();

  /// A webhook was asked.
  ///
  /// @param path without the prefix of a public URL
  record Asked(Place place, int request, String path, FormPairs form) implements TapeLine {}

  /// A webhook was answered.
  ///
  /// @param body may be empty
  record Answered(Place place, int request, int status, String body) implements TapeLine {}

  /// A media stream has begun on a socket.
  record Opened(Place place, int socket, String path) implements TapeLine {}

  /// The carrier said something on a stream.
  record Heard(Place place, int socket, StreamEvent event) implements TapeLine {}

  /// The keys of a redacted tape since the line of this kind before it, which wait for theirs as
  /// [#UNKNOWN_KEY].
  record Keys(Place place, int socket, String digits) implements TapeLine {}

  /// Stands for a key whose digit is told later.
  char UNKNOWN_KEY = '?';

  /// The server sent audio.
  record Said(Place place, int socket, Sound sound) implements TapeLine {}

  /// The server sent a mark.
  record Marked(Place place, int socket, String name) implements TapeLine {}

  /// The server sent a `clear`.
  record Cleared(Place place, int socket) implements TapeLine {}

  /// The socket itself gave the stream up, whatever the story was doing: silence, congestion, or
  /// nonsense from the far end.
  record GaveUp(Place place, int socket, String why) implements TapeLine {}

  /// A socket was closed.
  ///
  /// @param byServer whether the server closed it; otherwise the carrier did, or it broke
  record Closed(Place place, int socket, boolean byServer, int code) implements TapeLine {}

  /// What the ledger knew by then.
  record Known(Place place, CallResult result) implements TapeLine {}

  /// Lines are missing here: the recorder could not keep up.
  record Lost(Place place, long lines) implements TapeLine {}

  /// The tape is full: nothing that came after it is recorded.
  record Full(Place place) implements TapeLine {}
}
