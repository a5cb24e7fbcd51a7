package app.kolan.server.calltrace;

import app.kolan.twilio.audio.G711;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.StreamEvent;
import java.util.Arrays;
import java.util.List;

/// One thing on the wire of a call. Sockets and requests of a call are numbered from 1.
public sealed interface TapeLine {
  TapePosition place();

  /// A webhook was asked.
  ///
  /// @param path without the prefix of a public URL
  record Asked(TapePosition place, int request, String path, FormPairs form) implements TapeLine {}

  /// A webhook was answered.
  ///
  /// @param body may be empty
  record Answered(TapePosition place, int request, int status, String body) implements TapeLine {}

  /// A media stream has begun on a socket.
  record Opened(TapePosition place, int socket, String path) implements TapeLine {}

  /// The carrier said something on a stream.
  record Heard(TapePosition place, int socket, StreamEvent event) implements TapeLine {}

  /// The carrier sent sound that is not on the tape.
  ///
  /// @param message without its audio
  /// @param samples how long the audio was
  /// @param speech of each frame that the message completed on its side, whether it held speech; a
  ///   gap before it has frames, too
  record Muted(
      TapePosition place, int socket, StreamEvent.Media message, int samples, List<Boolean> speech)
      implements TapeLine {
    public Muted {
      speech = List.copyOf(speech);
    }

    /// What is left of a message when its audio is taken away.
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

  /// The keys of a redacted tape since the line of this kind before it, which wait for theirs as
  /// [#UNKNOWN_KEY].
  record Keys(TapePosition place, int socket, String digits) implements TapeLine {}

  /// Stands for a key whose digit is told later.
  char UNKNOWN_KEY = '?';

  /// The server sent audio.
  record Said(TapePosition place, int socket, SentAudio sound) implements TapeLine {}

  /// The server sent a mark.
  record Marked(TapePosition place, int socket, String name) implements TapeLine {}

  /// The server sent a `clear`.
  record Cleared(TapePosition place, int socket) implements TapeLine {}

  /// The socket itself gave the stream up, whatever the story was doing: silence, congestion, or
  /// nonsense from the far end.
  record GaveUp(TapePosition place, int socket, String why) implements TapeLine {}

  /// A socket was closed.
  ///
  /// @param byServer whether the server closed it; otherwise the carrier did, or it broke
  record Closed(TapePosition place, int socket, boolean byServer, int code) implements TapeLine {}

  /// What the ledger knew by then.
  record Known(TapePosition place, CallResult result) implements TapeLine {}

  /// Lines are missing here: the recorder could not keep up.
  record Lost(TapePosition place, long lines) implements TapeLine {}

  /// The tape is full: nothing that came after it is recorded.
  record Full(TapePosition place) implements TapeLine {}
}
