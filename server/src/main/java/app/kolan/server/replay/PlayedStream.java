package app.kolan.server.replay;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.stream.StreamCommand;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.carrier.stream.StreamEvent.Track;
import app.kolan.carrier.webhook.CallSid;
import app.kolan.server.call.Line;
import app.kolan.server.call.LineEnded;
import app.kolan.server.config.Taping;
import app.kolan.server.line.Paths;
import app.kolan.server.line.Reception;
import app.kolan.server.tape.Place;
import app.kolan.server.tape.PromptHashes;
import app.kolan.server.tape.PromptTracker;
import app.kolan.server.tape.Sound;
import app.kolan.server.tape.Tape;
import app.kolan.server.tape.TapeLine;
import app.kolan.simulator.stream.StreamEnd;
import java.util.List;
import java.util.Optional;

/// One media stream of a tape while it is played against a build.
final class PlayedStream {
  /// How long the caller stays silent on the line when this build talks on after the tape's end.
  private static final int PATIENCE = 10 * 50;

  private static final int LONGEST_GAP = 60 * 50;

  private final VirtualLine line;
  private final PromptTracker prompts;
  private final SpeechDeeds deeds;
  private long millis;
  private int told;
  private boolean over;

  private PlayedStream(VirtualLine line, PromptTracker prompts, SpeechDeeds deeds) {
    this.line = line;
    this.prompts = prompts;
    this.deeds = deeds;
  }

  /// Opens the stream; empty when no server would take it.
  static Optional<PlayedStream> begin(
      Scene scene, Tape tape, int socket, String path, Place place, StreamEvent.Started started) {
    CallSid call;
    try {
      call = new CallSid(started.callSid());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    var carrier =
        new StreamEnd(
            started.streamSid(), started.callSid(), started.accountSid(), started.parameters());
    var line = new VirtualLine(carrier, EchoDelay.of(tape, socket));
    var deeds =
        new SpeechDeeds(
            PromptHashes.of(scene.build().prompts()), tape.header().kind() == Taping.REDACTED);
    deeds.add(new Deed.Stream(place, path));
    var stream = new PlayedStream(line, new PromptTracker(scene.build().prompts()), deeds);
    stream.millis = place.millis();
    Reception reception = scene.reception(TapedSpeech.of(tape, socket));
    line.open(
        path.equals(Paths.ONE_WAY)
            ? reception.listen(call, started, line)
            : reception.converse(call, started, line));
    stream.tell();
    return Optional.of(stream);
  }

  /// The carrier says what it said on the tape. Frames that are missing there are silent.
  void hear(Place place, StreamEvent event) {
    if (over) {
      return;
    }
    millis = place.millis();
    switch (event) {
      case StreamEvent.Media media -> {
        int before = place.frames() - (media.track() == Track.INBOUND ? 1 : 0);
        for (int i = 0; i < LONGEST_GAP && !over && line.frames() < before; i++) {
          step(silence());
        }
        step(media);
      }
      case StreamEvent.Stopped stopped -> {
        line.play(stopped);
        end();
      }
      case StreamEvent.Dtmf _, StreamEvent.Unknown _ -> {
        line.play(event);
        tell();
      }
      case StreamEvent.Connected _, StreamEvent.Started _, StreamEvent.MarkReached _ -> {}
    }
  }

  /// The socket gives the stream up, as it did on the tape.
  void giveUp() {
    if (!over) {
      line.lose(LineEnded.How.LOST);
      end();
    }
  }

  /// The socket was closed on the tape. If the story did that, this build gets time to do it, too.
  void close(TapeLine.Closed closed) {
    if (closed.byServer() && TapedPerformance.isOfTheStory(closed.code())) {
      for (int i = 0; i < PATIENCE && !over; i++) {
        millis += Mulaw.FRAME_LENGTH.toMillis();
        step(silence());
      }
    }
    if (!over) {
      line.lose(closed.byServer() ? LineEnded.How.CLOSED_BY_US : LineEnded.How.LOST);
      end();
    }
  }

  /// What this build has done on it.
  List<Deed> endOfTape() {
    giveUp();
    return deeds.deeds();
  }

  private void step(StreamEvent.Media media) {
    if (!over) {
      line.play(media);
      tell();
    }
  }

  private static StreamEvent.Media silence() {
    return new StreamEvent.Media(0, Track.INBOUND, 0, 0, Mulaw.SILENT_FRAME);
  }

  /// Nothing that comes now is the story's doing.
  private void end() {
    tellSent();
    if (!over) {
      over = true;
      deeds.cutOff();
    }
  }

  /// Takes note of what this build has done since the last frame.
  private void tell() {
    tellSent();
    Line.Closing closing = line.closed();
    if (closing != null && !over) {
      over = true;
      deeds.add(new Deed.Close(new Place(millis, line.frames()), closing.code()));
    }
  }

  private void tellSent() {
    List<VirtualLine.Sent> sent = line.sent();
    for (; told < sent.size() && !over; told++) {
      int frames = sent.get(told).frames();
      var place = new Place(millis, frames);
      switch (sent.get(told).command()) {
        case StreamCommand.Media(var audio) ->
            deeds.sound(place, new Sound(audio.length(), audio, prompts.next(audio)));
        case StreamCommand.Mark(var name) -> deeds.mark(name, frames);
        case StreamCommand.Clear() -> {
          prompts.cleared();
          deeds.clear(place);
        }
      }
    }
  }
}
