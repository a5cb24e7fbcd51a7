package app.kolan.simulator;

import app.kolan.simulator.CallMoment.CommandReceived;
import app.kolan.simulator.fault.Fault.SocketClosed;
import app.kolan.simulator.fault.Fault.SocketClosed.By;
import app.kolan.simulator.fault.Stage;
import app.kolan.simulator.script.Moment;
import app.kolan.simulator.stream.StreamEnd;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.twiml.Verb;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A call that talks with the server: `<Connect><Stream>`.
///
/// It lasts until the server closes the stream or the connection breaks; then the action is asked,
/// or the next verb follows, and so it usually is when the stream does not open at all. Everything
/// happens on the call's thread.
///
/// Source: https://www.twilio.com/docs/voice/twiml/connect
final class ConnectedStream implements StreamSocket.TranscriptRecorder {
  private final VerbContext call;
  private final Document document;
  private final Verb.Connect verb;
  private final StreamEnd end;
  private final StreamStory story;
  private final StreamSocket socket;
  private final int longest;
  private boolean over;
  private int frames;
  private @Nullable Throwable breakage;
  private long noticedAt;
  private Duration untoldMedia = Duration.ZERO;

  ConnectedStream(VerbContext call, Document document, Verb.Connect verb, Executor executor) {
    this.call = call;
    this.document = document;
    this.verb = verb;
    this.longest =
        call.settings().unsettled().number(Assumption.LARGEST_MESSAGE).orElse(Integer.MAX_VALUE);
    String streamSid = NewSid.of("MZ");
    this.end =
        new StreamEnd(
            streamSid,
            call.callSid(),
            call.settings().accountSid(),
            call.parameters(verb.stream()),
            call.habits());
    this.story = new StreamStory(call, document, verb.stream(), streamSid);
    this.socket =
        new StreamSocket(
            call.line()::post,
            this,
            executor,
            new StreamTraffic(call.faults()),
            call.settings().pace());
  }

  /// @return where the call goes on; empty for the next verb
  Optional<Next> talk() throws Detour, InterruptedException {
    String track = verb.stream().track();
    if (track != null && !track.equals("inbound_track")) {
      refused(Problems.STREAM_TRACK, "a two-way stream carries the inbound track alone");
    } else {
      open();
    }
    String action = verb.action();
    return action == null
        ? Optional.empty()
        : Optional.of(new Next.Ask(call.resolve(document, action), told()));
  }

  /// What the action is told besides the standard parameters.
  private FormPairs told() {
    return call.settings().unsettled().is(Assumption.ACTION_TELLS, "call")
        ? FormPairs.NONE
        : FormPairs.of(
            "StreamSid",
            end.streamSid(),
            "StreamName",
            Objects.requireNonNullElse(verb.stream().name(), end.streamSid()));
  }

  private void open() throws Detour, InterruptedException {
    var opening = new StreamDoor(call).open(document, verb.stream().url(), socket);
    call.comesTo(Stage.Point.HANDSHAKE);
    try {
      switch (call.line().during(opening)) {
        case StreamDoor.Opening.Refused(var problem, var detail) -> refused(problem, detail);
        case StreamDoor.Opening.Opened(var url) -> {
          story.opened(url, true);
          send(end.open());
          call.comesTo(Stage.Point.START);
          socket.beHeard();
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

  private void refused(Problem problem, String detail) throws Detour {
    story.refused(problem, detail);
    if (call.settings().unsettled().is(Assumption.AFTER_FAILED_CONNECT, "drop")) {
      throw new Detour.CallOver(CallEnd.INSTRUCTIONS_FAILED);
    }
  }

  private Mulaw frame(Moment caller) {
    for (char key : caller.digits().toCharArray()) {
      send(List.of(end.press(key)));
    }
    send(end.frame(caller.audio()));
    frames++;
    call.comesTo(new Stage.Frame(frames));
    closeOnPurpose();
    noticeBreak();
    return end.heard();
  }

  /// The carrier may close the stream in the middle.
  private void closeOnPurpose() {
    call.faults()
        .take(SocketClosed.class, fault -> fault.by() == By.CARRIER && fault.frame() == frames)
        .ifPresent(
            fault -> {
              over = true;
              tellMedia();
              call.callbacks().alsoAwait(socket.close(fault.code()));
              story.closedByCarrier(fault.code());
            });
  }

  private void send(List<StreamEvent> events) {
    story.sent(events);
    socket.send(events, end.streamSid());
    if (socket.isLossy()) {
      story.overflowed();
    }
    if (events.stream().anyMatch(StreamEvent.MarkReached.class::isInstance)) {
      call.comesTo(Stage.Point.MARK);
    }
  }

  /// The call leaves the stream.
  private void stop() {
    over = true;
    if (socket.isOpen()) {
      tellMedia();
      var chance = call.faults().chance(Unsettled.EndOrder.class);
      switch (call.settings().unsettled().endOrder(chance)) {
        case STOP_FIRST -> {
          sayStop();
          var _ = story.tellStopped();
        }
        case STOPPED_FIRST ->
            call.callbacks().alsoAwait(story.tellStopped().thenRun(this::sayStop));
        case COMPLETED_FIRST ->
            call.callbacks()
                .atTheEnd(
                    () -> {
                      sayStop();
                      var _ = story.tellStopped();
                    });
      }
    }
  }

  private void sayStop() {
    send(List.of(end.stop()));
    call.callbacks().alsoAwait(socket.close());
    story.ended();
  }

  @Override
  public void text(String message) {
    if (over) {
      return;
    }
    if (message.getBytes(StandardCharsets.UTF_8).length > longest) {
      over = true;
      tellMedia();
      call.callbacks().alsoAwait(socket.close(StreamStory.POLICY));
      story.misspoken("a message is longer than %d bytes".formatted(longest));
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
      case StreamCommand.Clear() -> {
        tell(CommandReceived.Command.CLEAR, "", queued);
        call.comesTo(Stage.Point.CLEAR);
      }
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

  /// A broken connection is noticed only after a while; broken rules of WebSocket at once.
  @Override
  public void broken(Throwable failure) {
    if (!over && breakage == null && socket.isOpen()) {
      breakage = failure;
      Duration unnoticed =
          StreamStory.isMisspoken(failure)
              ? Duration.ZERO
              : call.settings().unsettled().length(Assumption.BROKEN_PIPE_AFTER);
      noticedAt = frames + unnoticed.toMillis() / Mulaw.FRAME_LENGTH.toMillis();
      noticeBreak();
    }
  }

  private void noticeBreak() {
    Throwable failure = breakage;
    if (!over && failure != null && frames >= noticedAt) {
      over = true;
      tellMedia();
      story.brokenOff(failure);
    }
  }
}
