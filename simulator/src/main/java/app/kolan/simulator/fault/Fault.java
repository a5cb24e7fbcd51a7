package app.kolan.simulator.fault;

import app.kolan.simulator.sentence.Length;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One way in which the network between Twilio and a server fails. Times are the call's own.
public sealed interface Fault {
  /// The fault as a line, which [Faults#parse] reads.
  String line();

  /// A fault between Twilio and a webhook.
  sealed interface OfWebhook extends Fault {
    /// The path of its URL, or [#ANY].
    String path();

    Repetition times();

    /// Whether it concerns a request.
    default boolean concerns(String requested) {
      return path().equals(ANY) || path().equals(requested);
    }

    /// Every path.
    String ANY = "*";
  }

  /// It never reaches the server: the connection is refused.
  record WebhookLost(String path, Repetition times) implements OfWebhook {
    @Override
    public String line() {
      return "webhook %s is lost%s".formatted(path, times.suffix());
    }
  }

  /// The answer takes longer.
  record WebhookSlow(String path, Duration by, Repetition times) implements OfWebhook {
    @Override
    public String line() {
      return "webhook %s is slow by %s%s".formatted(path, Length.text(by), times.suffix());
    }
  }

  /// The first answer is lost, and the request comes again.
  record WebhookTwice(String path, Repetition times) implements OfWebhook {
    @Override
    public String line() {
      return "webhook %s is sent twice%s".formatted(path, times.suffix());
    }
  }

  /// It is overtaken by the request after it, or comes two seconds late when there is none.
  record WebhookOvertaken(String path, Repetition times) implements OfWebhook {
    @Override
    public String line() {
      return "webhook %s comes after the next%s".formatted(path, times.suffix());
    }
  }

  /// An intermediary answers in place of the server.
  record WebhookAnswered(String path, int status, Repetition times) implements OfWebhook {
    @Override
    public String line() {
      return "webhook %s is answered %d%s".formatted(path, status, times.suffix());
    }
  }

  /// What answers does not speak HTTP.
  record WebhookGarbled(String path, Repetition times) implements OfWebhook {
    @Override
    public String line() {
      return "webhook %s is garbled%s".formatted(path, times.suffix());
    }
  }

  /// What answers does not speak TLS.
  record WebhookTls(String path, Repetition times) implements OfWebhook {
    @Override
    public String line() {
      return "webhook %s breaks in TLS%s".formatted(path, times.suffix());
    }
  }

  /// A fault in the upgrade to a stream's socket.
  sealed interface OfHandshake extends Fault {
    Repetition times();
  }

  /// An intermediary answers in place of the server, instead of 101.
  record HandshakeAnswered(int status, Repetition times) implements OfHandshake {
    @Override
    public String line() {
      return "handshake is answered %d%s".formatted(status, times.suffix());
    }
  }

  /// The connection opens and stays silent.
  record HandshakeUnanswered(Repetition times) implements OfHandshake {
    @Override
    public String line() {
      return "handshake is never answered" + times.suffix();
    }
  }

  /// Nobody listens at the server's address.
  record HandshakeLost(Repetition times) implements OfHandshake {
    @Override
    public String line() {
      return "handshake is lost" + times.suffix();
    }
  }

  /// What answers does not speak TLS.
  record HandshakeTls(Repetition times) implements OfHandshake {
    @Override
    public String line() {
      return "handshake breaks in TLS" + times.suffix();
    }
  }

  /// A fault on an open stream's connection.
  sealed interface OfSocket extends Fault {
    /// After how many frames of the caller's it happens.
    int frame();
  }

  /// Both ends get a TCP reset.
  record SocketReset(int frame) implements OfSocket {
    @Override
    public String line() {
      return "socket resets at frame " + frame;
    }
  }

  /// The connection is half-open: no bytes arrive or leave, but TCP stays connected.
  ///
  /// @param noticed after how long Twilio notices; null for never
  record SocketHalfOpen(int frame, @Nullable Duration noticed) implements OfSocket {
    @Override
    public String line() {
      return "socket goes half-open at frame "
          + frame
          + (noticed == null ? "" : " for " + Length.text(noticed));
    }
  }

  /// One side closes the WebSocket.
  record SocketClosed(By by, int frame, int code) implements OfSocket {
    /// Which side the close seems to come from.
    public enum By {
      CARRIER,
      /// An intermediary sends the close; the server's own connection just ends.
      SERVER
    }

    @Override
    public String line() {
      return "socket is closed by the %s at frame %d%s"
          .formatted(
              by.name().toLowerCase(Locale.ROOT), frame, code == 1000 ? "" : " with " + code);
    }
  }

  /// A fault in the transport of the caller's audio.
  sealed interface OfFrames extends Fault {}

  record FramesLate(Duration by) implements OfFrames {
    @Override
    public String line() {
      return "frames are late by " + Length.text(by);
    }
  }

  /// Jitter: each frame has its own delay; the order is kept.
  record FramesJitter(Duration by) implements OfFrames {
    @Override
    public String line() {
      return "frames jitter by " + Length.text(by);
    }
  }

  /// Frames arrive in bursts of this size.
  record FramesInBursts(int of) implements OfFrames {
    @Override
    public String line() {
      return "frames come in bursts of " + of;
    }
  }

  /// A number of frames out of each interval is dropped.
  record FramesLost(int of, int every) implements OfFrames {
    public FramesLost {
      if (of >= every) {
        throw new IllegalArgumentException("some frames are left between two gaps");
      }
    }

    @Override
    public String line() {
      return "frames have gaps of %d every %d".formatted(of, every);
    }
  }

  /// Marks come back later than they were reached.
  record MarksLate(Duration by) implements Fault {
    @Override
    public String line() {
      return "marks are late by " + Length.text(by);
    }
  }

  /// Callbacks of statuses, of calls, streams and recordings.
  record StatusCallbacks(Trouble trouble) implements Fault {
    /// What happens to them.
    public enum Trouble {
      DOUBLED,
      /// Each pair is swapped.
      REORDERED,
      MISSING
    }

    @Override
    public String line() {
      return "status callbacks are " + trouble.name().toLowerCase(Locale.ROOT);
    }
  }

  /// What a server finds when it fetches a recording.
  sealed interface OfRecording extends Fault {}

  /// It never becomes available, and no callback reports it.
  record RecordingNever() implements OfRecording {
    @Override
    public String line() {
      return "recording is never ready";
    }
  }

  /// It becomes available later than reported.
  record RecordingMissing(Duration length) implements OfRecording {
    @Override
    public String line() {
      return "recording is missing for " + Length.text(length);
    }
  }

  /// The first downloads are truncated.
  record RecordingTruncated(Repetition times) implements OfRecording {
    @Override
    public String line() {
      return "recording is truncated" + (times.equals(Repetition.ONCE) ? "" : times.suffix());
    }
  }

  /// The REST interface, when it is asked about the call.
  sealed interface OfRest extends Fault {
    Repetition times();
  }

  record RestAnswers(int status, Repetition times) implements OfRest {
    @Override
    public String line() {
      return "rest answers %d%s".formatted(status, times.suffix());
    }
  }

  record RestUnanswered(Repetition times) implements OfRest {
    @Override
    public String line() {
      return "rest is never answered" + times.suffix();
    }
  }

  /// A call is placed, and the server does not get the answer to its request.
  record NewCallAnswerLost(Repetition times) implements Fault {
    @Override
    public String line() {
      return "rest loses the answer to a new call" + times.suffix();
    }
  }

  /// What becomes of messages that the server sends.
  sealed interface OfMessage extends Fault {}

  /// It is sent and does not arrive.
  ///
  /// @param code Twilio's, such as 30003
  record MessageUndelivered(int code, Repetition times) implements OfMessage {
    @Override
    public String line() {
      return "message is undelivered with %d%s".formatted(code, times.suffix());
    }
  }

  /// Its status is reported later.
  record MessageLate(Duration by) implements OfMessage {
    @Override
    public String line() {
      return "messages are late by " + Length.text(by);
    }
  }

  /// The caller hangs up, regardless of the story.
  record CallerHangsUp(CallStep at) implements Fault {
    @Override
    public String line() {
      return "caller hangs up at " + at.words();
    }
  }
}
