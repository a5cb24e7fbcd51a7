package app.kolan.simulator;

import app.kolan.simulator.CallMoment.CommandReceived;
import app.kolan.simulator.fault.CallStep;
import app.kolan.simulator.fault.Fault.SocketClosed;
import app.kolan.simulator.fault.Fault.SocketClosed.By;
import app.kolan.simulator.script.CallerFrame;
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

/// A call connected to the server by a two-way stream: `<Connect><Stream>`.
///
/// It lasts until the server closes the stream or the connection breaks; then the action is
/// requested, or the next verb follows. The same usually happens when the stream does not open.
/// Everything runs on the call's thread.
///
/// Source: https://www.twilio.com/docs/voice/twiml/connect
final class ConnectedStream implements StreamSocket.TranscriptRecorder {
  private final VerbContext call;
  private final Document document;
  private final Verb.Connect verb;
  private final StreamEnd end;
  private final StreamReporter story;
  private final StreamSocket socket;
  private final int longest;
  private boolean over;
  private int frames;
  private @Nullable Throwable breakage;
  private long noticedAt;
  private Duration unreportedMedia = Duration.ZERO;

  ConnectedStream(VerbContext call, Document document, Verb.Connect verb, Executor executor) {
    this.call = call;
    this.document = document;
    this.verb = verb;
    this.longest =
        call.settings().assumptions().number(Assumption.LARGEST_MESSAGE).orElse(Integer.MAX_VALUE);
    String streamSid = NewSid.of("MZ");
    this.end =
        new StreamEnd(
            streamSid,
            call.callSid(),
            call.settings().accountSid(),
            call.parameters(verb.stream()),
            call.streamBehavior());
    this.story = new StreamReporter(call, document, verb.stream(), streamSid);
    this.socket =
        new StreamSocket(
            call.line()::post,
            this,
            executor,
            new StreamTraffic(call.faults()),
            call.settings().pace());
  }

  /// @return where the call continues; empty for the next verb
  Optional<NextInstructions> talk() throws VerbInterruption, InterruptedException {
    String track = verb.stream().track();
    if (track != null && !track.equals("inbound_track")) {
      refused(Problems.STREAM_TRACK, "a two-way stream carries the inbound track alone");
    } else {
      open();
    }
    String action = verb.action();
    return action == null
        ? Optional.empty()
        : Optional.of(new NextInstructions.Ask(call.resolve(document, action), actionParameters()));
  }

  /// The action's parameters besides the standard ones.
  private FormPairs actionParameters() {
    return call.settings().assumptions().is(Assumption.ACTION_TELLS, "call")
        ? FormPairs.NONE
        : FormPairs.of(
            "StreamSid",
            end.streamSid(),
            "StreamName",
            Objects.requireNonNullElse(verb.stream().name(), end.streamSid()));
  }

  private void open() throws VerbInterruption, InterruptedException {
    var opening = new StreamConnector(call).open(document, verb.stream().url(), socket);
    call.comesTo(CallStep.Point.HANDSHAKE);
    try {
      switch (call.line().during(opening)) {
        case StreamConnector.Opening.Refused(var problem, var detail) -> refused(problem, detail);
        case StreamConnector.Opening.Opened(var url) -> {
          story.opened(url, true);
          send(end.open());
          call.comesTo(CallStep.Point.START);
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

  private void refused(Problem problem, String detail) throws VerbInterruption {
    story.refused(problem, detail);
    if (call.settings().assumptions().is(Assumption.AFTER_FAILED_CONNECT, "drop")) {
      throw new VerbInterruption.CallOver(CallEnd.INSTRUCTIONS_FAILED);
    }
  }

  private Mulaw frame(CallerFrame caller) {
    for (char key : caller.digits().toCharArray()) {
      send(List.of(end.press(key)));
    }
    send(end.frame(caller.audio()));
    frames++;
    call.comesTo(new CallStep.Frame(frames));
    closeOnPurpose();
    noticeBreak();
    return end.heard();
  }

  /// A fault can make the carrier close the stream early.
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
      call.comesTo(CallStep.Point.MARK);
    }
  }

  /// The carrier ends the stream, since the call leaves it.
  private void stop() {
    over = true;
    if (socket.isOpen()) {
      tellMedia();
      var chance = call.faults().chance(Assumptions.EndOrder.class);
      switch (call.settings().assumptions().endOrder(chance)) {
        case STOP_FIRST -> {
          sayStop();
          var _ = story.sendStopped();
        }
        case STOPPED_FIRST ->
            call.callbacks().alsoAwait(story.sendStopped().thenRun(this::sayStop));
        case COMPLETED_FIRST ->
            call.callbacks()
                .atTheEnd(
                    () -> {
                      sayStop();
                      var _ = story.sendStopped();
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
      call.callbacks().alsoAwait(socket.close(StreamReporter.POLICY));
      story.protocolError("a message is longer than %d bytes".formatted(longest));
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
      case StreamCommand.Media(var audio) ->
          unreportedMedia = unreportedMedia.plus(audio.duration());
      case StreamCommand.Mark(var name) -> logCommand(CommandReceived.Command.MARK, name, queued);
      case StreamCommand.Clear() -> {
        logCommand(CommandReceived.Command.CLEAR, "", queued);
        call.comesTo(CallStep.Point.CLEAR);
      }
    }
    send(end.accept(command));
  }

  private void logCommand(CommandReceived.Command command, String name, Duration audio) {
    tellMedia();
    call.log().add(at -> new CommandReceived(at, command, name, audio));
  }

  private void tellMedia() {
    if (!unreportedMedia.isZero()) {
      Duration audio = unreportedMedia;
      unreportedMedia = Duration.ZERO;
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

  /// A broken connection is detected after a delay; a WebSocket protocol error at once.
  @Override
  public void broken(Throwable failure) {
    if (!over && breakage == null && socket.isOpen()) {
      breakage = failure;
      Duration unnoticed =
          StreamReporter.isProtocolError(failure)
              ? Duration.ZERO
              : call.settings().assumptions().length(Assumption.BROKEN_PIPE_AFTER);
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
