package app.kolan.doctor.remote;

import app.kolan.doctor.remote.wire.SocketMessage;
import app.kolan.doctor.remote.wire.WireSocket;
import app.kolan.server.telephony.EchoStream;
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

/// An exchange over a socket that echoes: what was sent, and what came back of it.
final class EchoExchange implements AutoCloseable {
  private final WireSocket socket;
  private final DoctorStream stream;
  private final FramePacer pace = new FramePacer();
  private final Map<String, Long> sentAt = new HashMap<>();
  private final List<Mulaw> sent = new ArrayList<>();
  private final List<Mulaw> received = new ArrayList<>();
  private final List<Duration> roundTrips = new ArrayList<>();
  private boolean binary;
  private @Nullable String instance;
  private @Nullable String nonsense;
  private @Nullable SocketMessage end;

  private EchoExchange(Examination examination, WireSocket socket) {
    this.socket = socket;
    this.stream = new DoctorStream(examination, socket);
  }

  /// Opens a socket and begins; empty when it does not open.
  ///
  /// @param silence how long the server is to send nothing
  static Optional<EchoExchange> open(Examination examination, Duration silence) {
    WireSocket socket =
        WireSocket.open(
                DoctorStream.upgrade(
                    examination.stream().orElseThrow(), examination.token().orElseThrow()),
                examination.timeout())
            .socket();
    if (socket == null) {
      return Optional.empty();
    }
    var echo = new EchoExchange(examination, socket);
    echo.stream.begin(
        Map.of(
            StreamParameters.DOCTOR,
            examination.proof(),
            StreamParameters.INSTANCE,
            "1",
            StreamParameters.SILENCE,
            Long.toString(silence.toSeconds())));
    return Optional.of(echo);
  }

  /// Sends audio at the pace of a telephone; false when the connection is closed.
  boolean send(Mulaw audio) throws InterruptedException {
    sent.add(audio);
    sentAt.put(Long.toString(stream.frames() + 1), System.nanoTime());
    boolean open = stream.speak(audio);
    listen(Duration.ZERO);
    pace.await();
    return open && end == null;
  }

  /// Processes the messages that have arrived; waits for one if there are none.
  void listen(Duration timeout) throws InterruptedException {
    Optional<SocketMessage> message = socket.next(timeout);
    while (message.isPresent()) {
      take(message.get());
      message = socket.next(Duration.ZERO);
    }
  }

  /// Waits until this many frames have come back.
  void awaitFrames(int count, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (received.size() < count && end == null && System.nanoTime() < deadline) {
      listen(Duration.ofNanos(deadline - System.nanoTime()));
    }
  }

  /// Stops, and waits for the server's close.
  void stop(Duration timeout) throws InterruptedException {
    stream.stop();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (end == null && System.nanoTime() < deadline) {
      listen(Duration.ofNanos(deadline - System.nanoTime()));
    }
  }

  private void take(SocketMessage message) {
    switch (message) {
      case SocketMessage.Text(var text, var at) -> take(text, at);
      case SocketMessage.Binary _ -> binary = true;
      case SocketMessage.Closed _, SocketMessage.Broken _, SocketMessage.Violation _ ->
          end = message;
    }
  }

  private void take(String text, long at) {
    try {
      switch (StreamCommandCodec.read(text, stream.sid())) {
        case StreamCommand.Media(var audio) -> received.add(audio);
        case StreamCommand.Mark(var name) when name.startsWith(EchoStream.INSTANCE_MARK) ->
            instance = name.substring(EchoStream.INSTANCE_MARK.length());
        case StreamCommand.Mark(var name) -> {
          Long sentTime = sentAt.get(name);
          if (sentTime != null) {
            roundTrips.add(Duration.ofNanos(at - sentTime));
          }
        }
        case StreamCommand.Clear() -> {}
      }
    } catch (MalformedMessage e) {
      nonsense = String.valueOf(e.getMessage());
    }
  }

  /// How the exchange ended; empty while it is open.
  Optional<SocketMessage> end() {
    return Optional.ofNullable(end);
  }

  /// What arrived that is no message of a media stream.
  Optional<String> nonsense() {
    return Optional.ofNullable(nonsense);
  }

  /// Whether a binary message arrived, where only texts were sent.
  boolean hasBinary() {
    return binary;
  }

  /// Which Kolan holds the socket, once it has said so; an older one does not.
  Optional<String> instance() {
    return Optional.ofNullable(instance);
  }

  int received() {
    return received.size();
  }

  int sent() {
    return sent.size();
  }

  /// Whether what came back is the end of what was sent.
  boolean isFaithful() {
    int silent = sent.size() - received.size();
    return silent >= 0 && sent.subList(silent, sent.size()).equals(received);
  }

  /// The median round trip.
  Duration usualRoundTrip() {
    return roundTrips.isEmpty()
        ? Duration.ZERO
        : roundTrips.stream().sorted().toList().get(roundTrips.size() / 2);
  }

  @Override
  public void close() {
    socket.close();
  }
}
