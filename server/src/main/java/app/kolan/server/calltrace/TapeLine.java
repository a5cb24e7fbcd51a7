package app.kolan.server.calltrace;

import app.kolan.twilio.audio.G711;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import java.util.Arrays;
import java.util.List;

/// One event on the wire of a call. Sockets and requests of a call are numbered from 1.
public sealed interface TapeLine {
  TapePosition place();

  /// A webhook request.
  ///
  /// @param path without the prefix of a public URL
  record Asked(TapePosition place, int request, String path, FormPairs form) implements TapeLine {}

  /// The response to a webhook request.
  ///
  /// @param body may be empty
  record Answered(TapePosition place, int request, int status, String body) implements TapeLine {}

  /// A media stream has begun on a socket.
  record Opened(TapePosition place, int socket, String path) implements TapeLine {}

  /// Twilio sent an event on a stream.
  record Heard(TapePosition place, int socket, StreamEvent event) implements TapeLine {}

  /// Twilio sent audio that is not on the tape.
  ///
  /// @param message the message without its audio
  /// @param samples the length of the audio
  /// @param speech for each frame that the message completed on its side, whether it held speech,
  ///   including the frames of a gap before it
  record Muted(
      TapePosition place, int socket, StreamEvent.Media message, int samples, List<Boolean> speech)
      implements TapeLine {
    public Muted {
      speech = List.copyOf(speech);
    }

    /// Takes the audio out of a message.
    static Muted of(
        TapePosition place, int socket, StreamEvent.Media message, List<Boolean> speech) {
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

  /// The keys of a redacted tape since the previous line of this kind. Until then they stand on the
  /// tape as [#UNKNOWN_KEY].
  record Keys(TapePosition place, int socket, String digits) implements TapeLine {}

  /// Stands for a key whose digit follows in a later line.
  char UNKNOWN_KEY = '?';

  /// The server sent audio.
  record Said(TapePosition place, int socket, SentAudio sound) implements TapeLine {}

  /// The server sent a mark.
  record Marked(TapePosition place, int socket, String name) implements TapeLine {}

  /// The server sent a `clear`.
  record Cleared(TapePosition place, int socket) implements TapeLine {}

  /// The socket itself gave the stream up, independently of the conversation: silence, congestion,
  /// or invalid messages from the far end.
  record GaveUp(TapePosition place, int socket, String why) implements TapeLine {}

  /// A socket was closed.
  ///
  /// @param byServer whether the server closed it; otherwise the carrier did, or it broke
  record Closed(TapePosition place, int socket, boolean byServer, int code) implements TapeLine {}

  /// The call's result in the ledger at that time.
  record Known(TapePosition place, TraceResult result) implements TapeLine {}

  /// Lines are missing here: the writer could not keep up.
  record Lost(TapePosition place, long lines) implements TapeLine {}

  /// The tape is full: nothing after this line is recorded.
  record Full(TapePosition place) implements TapeLine {}
}
