package app.kolan.server.telephony;

import app.kolan.server.media.playout.Line;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.session.StreamReceiver;
import app.kolan.server.telephony.echo.DoctorProofVerifier;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream of the doctor's: it says back what it hears, and is no call. Nothing is written down.
///
/// The caller's frames are its clock, for its silence as well as for its end.
public final class EchoStream implements StreamReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(EchoStream.class);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(3);
  private static final Duration LONGEST = Duration.ofMinutes(8);

  /// What the name of the mark begins with that names the process.
  public static final String INSTANCE_MARK = "instance-";

  private final Line line;
  private final long silentFrames;
  private long frames;

  private EchoStream(Line line, Duration silence) {
    this.line = line;
    this.silentFrames = frames(silence);
  }

  /// The echo, if the doctor asks for one in this stream's `start`.
  static Optional<EchoStream> askedFor(
      StreamEvent.Started started, Line line, DoctorProofVerifier proofs) {
    String proof = started.parameters().get(StreamParameters.DOCTOR);
    if (proofs.admit(proof).isEmpty()) {
      return Optional.empty();
    }
    LOG.info("the doctor has opened a stream that echoes");
    if (started.parameters().containsKey(StreamParameters.INSTANCE)) {
      line.send(new StreamCommand.Mark(INSTANCE_MARK + proofs.identity().instance()));
    }
    return Optional.of(new EchoStream(line, silence(started)));
  }

  @Override
  public void hear(StreamEvent event) {
    switch (event) {
      case StreamEvent.Media media -> hear(media.audio());
      case StreamEvent.MarkReached mark -> line.send(new StreamCommand.Mark(mark.name()));
      case StreamEvent.Stopped _ -> line.close(Line.Closing.DONE);
      case StreamEvent.Connected _, StreamEvent.Started _, StreamEvent.Dtmf _ -> {}
      case StreamEvent.Unknown _ -> {}
    }
  }

  private void hear(Mulaw audio) {
    frames++;
    if (frames > frames(LONGEST)) {
      line.close(Line.Closing.DONE);
    } else if (frames > silentFrames && !line.isCongested()) {
      line.send(new StreamCommand.Media(audio));
      line.send(new StreamCommand.Mark(Long.toString(frames)));
    }
  }

  @Override
  public void end(LineEnded.How how) {}

  @Override
  public void leave() {}

  @Override
  public void awaitQuiet() {}

  private static long frames(Duration length) {
    return length.dividedBy(Mulaw.FRAME_LENGTH);
  }

  private static Duration silence(StreamEvent.Started started) {
    String seconds = started.parameters().getOrDefault(StreamParameters.SILENCE, "0");
    if (!seconds.matches("[0-9]{1,4}")) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
    return asked.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : asked;
  }
}
