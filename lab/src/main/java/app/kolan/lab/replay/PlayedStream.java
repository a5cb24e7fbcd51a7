package app.kolan.lab.replay;

import app.kolan.server.calltrace.PromptHashes;
import app.kolan.server.calltrace.PromptTracker;
import app.kolan.server.calltrace.SentAudio;
import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.calltrace.TapePosition;
import app.kolan.server.media.playout.Line;
import app.kolan.server.media.playout.LineEnded;
import app.kolan.server.telephony.StreamHandler;
import app.kolan.server.telephony.TwilioPaths;
import app.kolan.simulator.stream.StreamEnd;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.stream.StreamEvent.Track;
import app.kolan.twilio.webhook.CallSid;
import java.util.List;
import java.util.Optional;

/// One media stream of a tape while it is played against a build.
final class PlayedStream {
  /// How long the caller stays on the line, silent, if this build continues after the tape's end.
  private static final int PATIENCE = 10 * 50;

  private static final int LONGEST_GAP = 60 * 50;

  private final VirtualLine line;
  private final PromptTracker prompts;
  private final SpokenActions actions;
  private long millis;
  private int reported;
  private boolean over;

  private PlayedStream(VirtualLine line, PromptTracker prompts, SpokenActions actions) {
    this.line = line;
    this.prompts = prompts;
    this.actions = actions;
  }

  /// Opens the stream; empty when no server would accept it.
  static Optional<PlayedStream> begin(
      ReplayScenario scene,
      Tape tape,
      int socket,
      String path,
      TapePosition place,
      StreamEvent.Started started) {
    CallSid call;
    try {
      call = new CallSid(started.callSid());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    var carrier =
        new StreamEnd(
            started.streamSid(), started.callSid(), started.accountSid(), started.parameters());
    var line = new VirtualLine(carrier, MarkDelay.of(tape, socket));
    var actions =
        new SpokenActions(
            PromptHashes.of(scene.build().prompts()), tape.header().kind() == TapeMode.REDACTED);
    actions.add(new ObservedAction.Stream(place, path));
    var stream = new PlayedStream(line, new PromptTracker(scene.build().prompts()), actions);
    stream.millis = place.millis();
    StreamHandler reception = scene.reception(TapedSpeech.of(tape, socket));
    line.open(
        path.equals(TwilioPaths.ONE_WAY)
            ? reception.listen(call, started, line)
            : reception.converse(call, started, line));
    stream.report();
    return Optional.of(stream);
  }

  /// The carrier sends what it sent on the tape. Frames that are missing there are silent.
  void hear(TapePosition place, StreamEvent event) {
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
        report();
      }
      case StreamEvent.Connected _, StreamEvent.Started _, StreamEvent.MarkReached _ -> {}
    }
  }

  /// The socket fails, as it did on the tape.
  void giveUp() {
    if (!over) {
      line.lose(LineEnded.How.LOST);
      end();
    }
  }

  /// The socket was closed on the tape. If the conversation did that, this build gets time to do
  /// it, too.
  void close(TapeLine.Closed closed) {
    if (closed.byServer() && TapedPlayback.isOfTheStory(closed.code())) {
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

  /// What this build has done on the stream.
  List<ObservedAction> endOfTape() {
    giveUp();
    return actions.actions();
  }

  private void step(StreamEvent.Media media) {
    if (!over) {
      line.play(media);
      report();
    }
  }

  private static StreamEvent.Media silence() {
    return new StreamEvent.Media(0, Track.INBOUND, 0, 0, Mulaw.SILENT_FRAME);
  }

  /// Nothing from here on is an action of the conversation.
  private void end() {
    reportSent();
    if (!over) {
      over = true;
      actions.cutOff();
    }
  }

  /// Records what this build has done since the last frame.
  private void report() {
    reportSent();
    Line.Closing closing = line.closed();
    if (closing != null && !over) {
      over = true;
      actions.add(
          new ObservedAction.Close(new TapePosition(millis, line.frames()), closing.code()));
    }
  }

  private void reportSent() {
    List<VirtualLine.Sent> sent = line.sent();
    for (; reported < sent.size() && !over; reported++) {
      int frames = sent.get(reported).frames();
      var place = new TapePosition(millis, frames);
      switch (sent.get(reported).command()) {
        case StreamCommand.Media(var audio) ->
            actions.sound(place, new SentAudio(audio.length(), audio, prompts.next(audio)));
        case StreamCommand.Mark(var name) -> actions.mark(name, frames);
        case StreamCommand.Clear() -> {
          prompts.cleared();
          actions.clear(place);
        }
      }
    }
  }
}
