package app.kolan.simulator;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.problem.Problems;
import app.kolan.carrier.signature.FormPairs;
import app.kolan.carrier.stream.MalformedMessage;
import app.kolan.carrier.stream.StreamCommand;
import app.kolan.carrier.stream.StreamCommandCodec;
import app.kolan.carrier.stream.StreamEvent;
import app.kolan.carrier.twiml.Verb;
import app.kolan.simulator.CallMoment.CommandReceived;
import app.kolan.simulator.script.Moment;
import app.kolan.simulator.stream.StreamEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/// A call that talks with the server: `<Connect><Stream>`.
///
/// It lasts until the server closes the stream or the connection breaks; then the action is asked,
/// or the next verb follows, and so it is when the stream does not open at all. Everything happens
/// on the call's thread.
///
/// Source: https://www.twilio.com/docs/voice/twiml/connect
final class ConnectedStream implements StreamSocket.Ears {
  private final LiveCall call;
  private final Document document;
  private final Verb.Connect verb;
  private final StreamEnd end;
  private final StreamStory story;
  private final StreamSocket socket;
  private boolean over;
  private Duration untoldMedia = Duration.ZERO;

  ConnectedStream(LiveCall call, Document document, Verb.Connect verb, Executor executor) {
    this.call = call;
    this.document = document;
    this.verb = verb;
    String streamSid = NewSid.of("MZ");
    this.end =
        new StreamEnd(
            streamSid, call.callSid(), call.settings().accountSid(), verb.stream().parameters());
    this.story = new StreamStory(call, document, verb.stream(), streamSid);
    this.socket = new StreamSocket(call.line()::post, this, executor);
  }

  /// @return where the call goes on; empty for the next verb
  Optional<Next> talk() throws Detour, InterruptedException {
    String track = verb.stream().track();
    if (track != null && !track.equals("inbound_track")) {
      story.refused(Problems.STREAM_TRACK, "a two-way stream carries the inbound track alone");
    } else {
      open();
    }
    String action = verb.action();
    return action == null
        ? Optional.empty()
        : Optional.of(new Next.Ask(call.resolve(document, action), FormPairs.NONE));
  }

  private void open() throws Detour, InterruptedException {
    var door = new StreamDoor(call.wire());
    var opening = door.open(document, verb.stream().url(), socket);
    try {
      switch (call.line().during(opening)) {
        case StreamDoor.Opening.Refused(var problem, var detail) -> story.refused(problem, detail);
        case StreamDoor.Opening.Opened(var url) -> {
          story.opened(url, true);
          send(end.open());
          while (!over) {
            call.line().frame(this::frame);
          }
        }
      }
    } finally {
      if (!over) {
        stop();
      }
    }
  }

  private Mulaw frame(Moment caller) {
    for (char key : caller.digits().toCharArray()) {
      send(List.of(end.press(key)));
    }
    send(end.frame(caller.audio()));
    return end.heard();
  }

  private void send(List<StreamEvent> events) {
    story.sent(events);
    socket.send(events, end.streamSid());
  }

  /// The call leaves the stream.
  private void stop() {
    over = true;
    if (socket.isOpen()) {
      tellMedia();
      send(List.of(end.stop()));
      call.callbacks().alsoAwait(socket.close());
      story.stoppedByCarrier();
    }
  }

  @Override
  public void text(String message) {
    if (over) {
      return;
    }
    try {
      carryOut(StreamCommandCodec.read(message, end.streamSid()));
    } catch (MalformedMessage _) {
      send(end.acceptText(message));
    }
    story.problems(end.problems());
  }

  private void carryOut(StreamCommand command) {
    Duration queued = end.queued();
    switch (command) {
      case StreamCommand.Media(var audio) -> untoldMedia = untoldMedia.plus(audio.duration());
      case StreamCommand.Mark(var name) -> tell(CommandReceived.Command.MARK, name, queued);
      case StreamCommand.Clear() -> tell(CommandReceived.Command.CLEAR, "", queued);
    }
    send(end.accept(command));
  }

  private void tell(CommandReceived.Command command, String name, Duration audio) {
    tellMedia();
    call.log().add(at -> new CommandReceived(at, command, name, audio));
  }

  private void tellMedia() {
    if (!untoldMedia.isZero()) {
      Duration audio = untoldMedia;
      untoldMedia = Duration.ZERO;
      call.log().add(at -> new CommandReceived(at, CommandReceived.Command.MEDIA, "", audio));
    }
  }

  @Override
  public void binary() {
    end.acceptBinary();
    story.problems(end.problems());
  }

  @Override
  public void closed(int code) {
    if (!over) {
      over = true;
      tellMedia();
      story.closedByServer(code);
    }
  }

  @Override
  public void broken(Throwable failure) {
    if (!over && socket.isOpen()) {
      over = true;
      tellMedia();
      story.brokenOff(failure);
    }
  }
}
