package app.kolan.server.doctor.outside;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.stream.MalformedMessage;
import app.kolan.carrier.stream.StreamCommand;
import app.kolan.carrier.stream.StreamCommandCodec;
import app.kolan.server.doctor.outside.wire.SocketMessage;
import app.kolan.server.doctor.outside.wire.SocketTalk;
import app.kolan.server.line.StreamParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A talk with a socket that echoes: what was said, and what came back of it.
final class EchoTalk implements AutoCloseable {
  private final SocketTalk talk;
  private final DoctorsStream stream;
  private final Pace pace = new Pace();
  private final Map<String, Long> sentAt = new HashMap<>();
  private final List<Mulaw> said = new ArrayList<>();
  private final List<Mulaw> heard = new ArrayList<>();
  private final List<Duration> roundTrips = new ArrayList<>();
  private @Nullable String nonsense;
  private @Nullable SocketMessage end;

  private EchoTalk(Chart chart, SocketTalk talk) {
    this.talk = talk;
    this.stream = new DoctorsStream(chart, talk);
  }

  /// Opens a socket and begins; empty when it does not open.
  ///
  /// @param silence for how long the server shall say nothing
  static Optional<EchoTalk> open(Chart chart, Duration silence) {
    SocketTalk talk =
        SocketTalk.open(
                DoctorsStream.upgrade(chart.stream().orElseThrow(), chart.token().orElseThrow()),
                chart.patience())
            .talk();
    if (talk == null) {
      return Optional.empty();
    }
    var echo = new EchoTalk(chart, talk);
    echo.stream.begin(
        Map.of(
            StreamParameters.DOCTOR,
            chart.proof(),
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
