package app.kolan.server.tape;

import app.kolan.carrier.audio.G711;
import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.stream.StreamEvent;
import java.util.Arrays;
import java.util.List;

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

  /// The carrier sent sound that is not on the tape.
  ///
  /// @param message without its audio
  /// @param samples how long the audio was
  /// @param speech of each frame that the message completed on its side, whether it held speech; a
  ///   gap before it has frames, too
  record Muted(
      Place place, int socket, StreamEvent.Media message, int samples, List<Boolean> speech)
      implements TapeLine {
    public Muted {
      speech = List.copyOf(speech);
    }

    /// What is left of a message when its audio is taken away.
    static Muted of(Place place, int socket, StreamEvent.Media message, List<Boolean> speech) {
      return new Muted(place, socket, with(message, Mulaw.EMPTY), message.audio().length(), speech);
    }

    /// The message, with silence of the same length.
    public StreamEvent.Media silence() {
      var codes = new byte[samples];
      Arrays.fill(codes, G711.SILENCE);
      return with(message, Mulaw.of(codes));
    }

    private static StreamEvent.Media with(StreamEvent.Media message, Mulaw audio) {
      return new StreamEvent.Media(
          message.sequence(), message.track(), message.chunk(), message.timestamp(), audio);
    }
  }

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
