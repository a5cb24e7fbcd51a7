package app.kolan.doctor.remote;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.doctor.remote.wire.SocketMessage;
import app.kolan.doctor.remote.wire.WireSocket;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A stream with a server that is not Kolan: whether it stays open while the caller says nothing,
/// and whether Twilio would understand what comes back.
final class ForeignStreamCheck implements Check {
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final int NORMAL = 1000;

  private static final Duration MOST_QUEUED = Duration.ofMinutes(10);

  private final Examination examination;
  private Duration queued = Duration.ZERO;

  ForeignStreamCheck(Examination examination) {
    this.examination = examination;
  }

  @Override
  public String name() {
    return "%d seconds of a stream".formatted(length().toSeconds());
  }

  /// As long as a silent socket is watched.
  private Duration length() {
    Duration quiet = examination.target().quiet();
    return quiet.compareTo(SHORTEST) < 0 ? SHORTEST : quiet;
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    if (examination.stream().isEmpty()
        || examination.echoes()
        || examination.token().isEmpty()
        || examination.twiml().isEmpty()
        || examination.cause(Symptom.SOCKET).isPresent()) {
      return List.of();
    }
    WireSocket socket =
        WireSocket.open(
                DoctorStream.upgrade(examination.stream().get(), examination.token().get()),
                examination.timeout())
            .socket();
    if (socket == null) {
      return List.of();
    }
    try (socket) {
      return List.of(judge(socket));
    }
  }

  private Finding judge(WireSocket socket) throws InterruptedException {
    var stream = new DoctorStream(examination, socket);
    stream.begin(parameters());
    var pace = new FramePacer();
    int understood = 0;
    long frames = length().dividedBy(Mulaw.FRAME_LENGTH);
    for (int frame = 1; frame <= frames; frame++) {
      stream.speak(Mulaw.SILENT_FRAME);
      Optional<SocketMessage> message = socket.next(Duration.ZERO);
      while (message.isPresent()) {
        Optional<Finding> fault = fault(message.get(), frame);
        if (fault.isPresent()) {
          return fault.get();
        }
        understood++;
        message = socket.next(Duration.ZERO);
      }
      pace.await();
    }
    stream.stop();
    return Finding.fine(
        "the socket stays open for %d s; %d messages come back, and Twilio understands each"
            .formatted(length().toSeconds(), understood));
  }

  private Map<String, String> parameters() {
    return Streams.of(examination.twiml().orElseThrow()).getFirst().parameters();
  }

  private Optional<Finding> fault(SocketMessage message, int frame) {
    return switch (message) {
      case SocketMessage.Text(var text, _) -> unreadable(text);
      case SocketMessage.Binary(var length) ->
          Optional.of(
              Finding.broken(
                      "a binary message of %d bytes comes back".formatted(length),
                      "Twilio decodes none: audio goes as base64 within JSON",
                      "Send {\"event\":\"media\",\"streamSid\":…,\"media\":{\"payload\":…}} as text.")
                  .raising(31950));
      case SocketMessage.Closed(var code, _)
          when code == NORMAL && frame > SHORTEST.dividedBy(Mulaw.FRAME_LENGTH) ->
          Optional.of(
              Finding.note(
                  "the server ends the stream with 1000 after %.0f s in which the caller said nothing;"
                          .formatted(frame / 50.0)
                      + " if its agent hangs up then, that is right"));
      case SocketMessage.Closed _, SocketMessage.Broken _, SocketMessage.Violation _ ->
          Optional.of(SocketCloseCauses.explain(examination, message, frame));
    };
  }

  private Optional<Finding> unreadable(String text) {
    try {
      return tooMuch(StreamCommandCodec.read(text, examination.call().streamSid()));
    } catch (MalformedMessage e) {
      return Optional.of(
          Finding.broken(
                  "a message comes back that Twilio ignores: " + e.getMessage(),
                  "Twilio takes media, mark and clear, each with the stream's own streamSid and no"
                      + " other keys",
                  "Correct the message; wait for `start`, and use its streamSid.")
              .raising(31951));
    }
  }

  private Optional<Finding> tooMuch(StreamCommand command) {
    if (command instanceof StreamCommand.Media(var audio)) {
      queued = queued.plus(audio.duration());
    }
    return queued.compareTo(MOST_QUEUED) <= 0
        ? Optional.empty()
        : Optional.of(
            Finding.broken(
                    "more than ten minutes of audio come back at once",
                    "Twilio keeps ten minutes for the caller, and throws away what is more",
                    "Send audio as it is needed, at most a second or two ahead of the caller's"
                        + " ear.")
                .raising(31931));
  }
}
