package app.kolan.simulator;

import app.kolan.simulator.fault.CallStep;
import app.kolan.simulator.fault.Fault.SocketClosed;
import app.kolan.simulator.fault.Fault.SocketClosed.By;
import app.kolan.simulator.stream.OneWayStreamEnd;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.StreamEvent;
import app.kolan.twilio.twiml.Verb;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

/// A one-way stream, by which a server monitors a call: `<Start><Stream>`. The call never waits for
/// it.
///
/// Source: https://www.twilio.com/docs/voice/twiml/stream
final class ListeningStream implements StreamSocket.TranscriptRecorder, CallLine.Tap {
  private final VerbContext call;
  private final Document document;
  private final Verb.Stream stream;
  private final OneWayStreamEnd end;
  private final StreamReporter story;
  private final StreamSocket socket;
  private boolean over;
  private int frames;

  private ListeningStream(
      VerbContext call,
      Document document,
      Verb.Stream stream,
      List<StreamEvent.Track> tracks,
      Executor executor) {
    this.call = call;
    this.document = document;
    this.stream = stream;
    String streamSid = NewSid.of("MZ");
    this.end =
        new OneWayStreamEnd(
            streamSid,
            call.callSid(),
            call.settings().accountSid(),
            tracks,
            call.parameters(stream),
            call.streamBehavior());
    this.story = new StreamReporter(call, document, stream, streamSid);
    this.socket =
        new StreamSocket(
            call.line()::post,
            this,
            executor,
            new StreamTraffic(call.faults()),
            call.settings().pace());
  }

  /// Begins to open the stream, and returns at once.
  static ListeningStream start(
      VerbContext call, Document document, Verb.Stream stream, Executor executor) {
    String track = Objects.requireNonNullElse(stream.track(), "inbound_track");
    var tracks = OneWayStreamEnd.tracks(track);
    var started =
        new ListeningStream(
            call, document, stream, tracks.orElse(List.of(StreamEvent.Track.INBOUND)), executor);
    if (tracks.isEmpty()) {
      started.over = true;
      started.story.refused(Problems.STREAM_TRACK, "there is no track named " + track);
    } else {
      started.open();
    }
    return started;
  }

  /// Ends the stream.
  void stop() {
    if (!over) {
      over = true;
      call.line().removeTap(this);
      if (socket.isOpen()) {
        send(List.of(end.stop()));
        call.callbacks().alsoAwait(socket.close());
        story.ended();
        var _ = story.sendStopped();
      }
    }
  }

  private void open() {
    var _ =
        new StreamConnector(call)
            .open(document, stream.url(), socket)
            .thenAccept(opening -> call.line().post(() -> opened(opening)));
  }

  private void opened(StreamConnector.Opening opening) {
    switch (opening) {
      case StreamConnector.Opening.Refused(var problem, var detail) -> {
        over = true;
        story.refused(problem, detail);
      }
      case StreamConnector.Opening.Opened(var url) -> {
        if (!over) {
          story.opened(url, false);
          send(end.open());
          call.line().addTap(this);
          socket.beHeard();
        }
      }
    }
  }

  @Override
  public void frame(Mulaw said, Mulaw heard) {
    send(end.frame(said, heard));
    frames++;
    call.comesTo(new CallStep.Frame(frames));
    closeOnPurpose();
  }

  /// A fault can make the carrier close the stream early.
  private void closeOnPurpose() {
    call.faults()
        .take(SocketClosed.class, fault -> fault.by() == By.CARRIER && fault.frame() == frames)
        .ifPresent(
            fault -> {
              over = true;
              call.line().removeTap(this);
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
  }

  /// A one-way stream accepts no messages: the first one ends it.
  @Override
  public void text(String message) {
    if (!over) {
      over = true;
      call.line().removeTap(this);
      end.accept();
      call.callbacks().alsoAwait(socket.close());
      story.refused(Problems.STREAM_PROTOCOL, "the server spoke on a one-way stream");
    }
  }

  @Override
  public void binary() {
    text("");
  }

  @Override
  public void closed(int code) {
    if (!over) {
      over = true;
      call.line().removeTap(this);
      story.closedByServer(code);
    }
  }

  @Override
  public void broken(Throwable failure) {
    if (!over && socket.isOpen()) {
      over = true;
      call.line().removeTap(this);
      story.brokenOff(failure);
    }
  }
}
