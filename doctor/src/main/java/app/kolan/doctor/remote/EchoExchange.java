package app.kolan.doctor.remote;

import app.kolan.doctor.remote.wire.SocketMessage;
import app.kolan.doctor.remote.wire.WireSocket;
import app.kolan.server.telephony.StreamParameters;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A talk with a socket that echoes: what was said, and what came back of it.
final class EchoExchange implements AutoCloseable {
  private final WireSocket talk;
  private final DoctorStream stream;
  private final FramePacer pace = new FramePacer();
  private final Map<String, Long> sentAt = new HashMap<>();
  private final List<Mulaw> said = new ArrayList<>();
  private final List<Mulaw> heard = new ArrayList<>();
  private final List<Duration> roundTrips = new ArrayList<>();
  private @Nullable String nonsense;
  private @Nullable SocketMessage end;

  private EchoExchange(Examination examination, WireSocket talk) {
    this.talk = talk;
    this.stream = new DoctorStream(examination, talk);
  }

  /// Opens a socket and begins; empty when it does not open.
  ///
  /// @param silence for how long the server shall say nothing
  static Optional<EchoExchange> open(Examination examination, Duration silence) {
    WireSocket talk =
        WireSocket.open(
                DoctorStream.upgrade(
                    examination.stream().orElseThrow(), examination.token().orElseThrow()),
                examination.patience())
            .talk();
    if (talk == null) {
      return Optional.empty();
    }
    var echo = new EchoExchange(examination, talk);
    echo.stream.begin(
        Map.of(
            StreamParameters.DOCTOR,
            examination.proof(),
            StreamParameters.SILENCE,
            Long.toString(silence.toSeconds())));
    return Optional.of(echo);
  }

  /// Says something, at the pace of a telephone; false when the socket is gone.
  boolean say(Mulaw audio) throws InterruptedException {
    said.add(audio);
    sentAt.put(Long.toString(stream.frames() + 1), System.nanoTime());
    boolean sent = stream.speak(audio);
    listen(Duration.ZERO);
    pace.await();
    return sent && end == null;
  }

  /// Takes what has come, and waits for more while nothing has.
  void listen(Duration patience) throws InterruptedException {
    Optional<SocketMessage> message = talk.next(patience);
    while (message.isPresent()) {
      take(message.get());
      message = talk.next(Duration.ZERO);
    }
  }

  /// Waits until so many frames have come back.
  void awaitFrames(int count, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (heard.size() < count && end == null && System.nanoTime() < deadline) {
      listen(Duration.ofNanos(deadline - System.nanoTime()));
    }
  }

  /// Stops, and waits for the server's close.
  void stop(Duration patience) throws InterruptedException {
    stream.stop();
    long deadline = System.nanoTime() + patience.toNanos();
    while (end == null && System.nanoTime() < deadline) {
      listen(Duration.ofNanos(deadline - System.nanoTime()));
    }
  }

  private void take(SocketMessage message) {
    switch (message) {
      case SocketMessage.Text(var text, var at) -> take(text, at);
      case SocketMessage.Binary _ -> nonsense = "a binary message";
      case SocketMessage.Closed _, SocketMessage.Broken _, SocketMessage.Violation _ ->
          end = message;
    }
  }

  private void take(String text, long at) {
    try {
      switch (StreamCommandCodec.read(text, stream.sid())) {
        case StreamCommand.Media(var audio) -> heard.add(audio);
        case StreamCommand.Mark(var name) -> {
          Long sent = sentAt.get(name);
          if (sent != null) {
            roundTrips.add(Duration.ofNanos(at - sent));
          }
        }
        case StreamCommand.Clear() -> {}
      }
    } catch (MalformedMessage e) {
      nonsense = String.valueOf(e.getMessage());
    }
  }

  /// How it ended; empty while it goes on.
  Optional<SocketMessage> end() {
    return Optional.ofNullable(end);
  }

  /// What came that is no message of a stream's.
  Optional<String> nonsense() {
    return Optional.ofNullable(nonsense);
  }

  int heard() {
    return heard.size();
  }

  int said() {
    return said.size();
  }

  /// Whether what came back is the end of what was said.
  boolean isFaithful() {
    int silent = said.size() - heard.size();
    return silent >= 0 && said.subList(silent, said.size()).equals(heard);
  }

  /// The round trip that half of the frames are quicker than.
  Duration usualRoundTrip() {
    return roundTrips.isEmpty()
        ? Duration.ZERO
        : roundTrips.stream().sorted().toList().get(roundTrips.size() / 2);
  }

  @Override
  public void close() {
    talk.close();
  }
}
