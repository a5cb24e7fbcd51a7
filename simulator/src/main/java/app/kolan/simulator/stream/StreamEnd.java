package app.kolan.simulator.stream;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.stream.MalformedMessage;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamCommandCodec;
import app.kolan.twilio.stream.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Twilio's end of a two-way stream.
///
/// Each call of [#frame] is 20 ms of the call; nothing else moves time. The events that a method
/// returns are to be sent in their order. After [#stop] nothing happens any more. Owned by one
/// thread.
///
/// Source: https://www.twilio.com/docs/voice/media-streams/websocket-messages
public final class StreamEnd {
  private final String streamSid;
  private final String callSid;
  private final String accountSid;
  private final Map<String, String> parameters;
  private final StreamBehavior behavior;
  private final LateMarks lateMarks;
  private final PlayQueue queue = new PlayQueue();
  private final Set<Problem> problems = new LinkedHashSet<>();
  private long sequence;
  private long chunk;
  private long frames;
  private boolean stopped;
  private Mulaw heard = Mulaw.SILENT_FRAME;

  /// @param parameters the `<Parameter>`s of the TwiML
  public StreamEnd(
      String streamSid, String callSid, String accountSid, Map<String, String> parameters) {
    this(streamSid, callSid, accountSid, parameters, StreamBehavior.USUAL);
  }

  /// @param parameters the `<Parameter>`s of the TwiML
  public StreamEnd(
      String streamSid,
      String callSid,
      String accountSid,
      Map<String, String> parameters,
      StreamBehavior behavior) {
    this.behavior = behavior;
    this.lateMarks = new LateMarks(behavior.marksLate());
    this.streamSid = streamSid;
    this.callSid = callSid;
    this.accountSid = accountSid;
    this.parameters = Map.copyOf(parameters);
  }

  /// The first events on an open socket.
  public List<StreamEvent> open() {
    return List.of(
        new StreamEvent.Connected("Call", "1.0.0"),
        new StreamEvent.Started(
            ++sequence, streamSid, callSid, accountSid, List.of("inbound"), parameters));
  }

  /// Lets 20 ms pass: plays a frame of the queue, then says which marks it passed, then what the
  /// caller said meanwhile.
  public List<StreamEvent> frame(Mulaw callerAudio) {
    if (stopped) {
      return List.of();
    }
    PlayQueue.Played played = queue.playFrame();
    heard = played.frame();
    List<StreamEvent> events = markEvents(lateMarks.due(frames));
    events.addAll(marksReached(played.marks()));
    long timestamp = behavior.timestamp(frames++);
    if (behavior.sends(callerAudio)) {
      events.add(
          new StreamEvent.Media(
              ++sequence, StreamEvent.Track.INBOUND, ++chunk, timestamp, callerAudio));
    }
    return events;
  }

  /// The caller presses a key: one of `0-9*#`, or `A-D`.
  public StreamEvent press(char digit) {
    return new StreamEvent.Dtmf(++sequence, digit);
  }

  /// Reads a text message as strictly as Twilio: a malformed one is ignored, with 31951 once per
  /// stream.
  public List<StreamEvent> acceptText(String json) {
    try {
      return accept(StreamCommandCodec.read(json, streamSid));
    } catch (MalformedMessage _) {
      problems.add(Problems.STREAM_INVALID_MESSAGE);
      return List.of();
    }
  }

  /// Records a binary message, which Twilio ignores: 31950 once per stream.
  public void acceptBinary() {
    problems.add(Problems.STREAM_MALFORMED_MESSAGE);
  }

  /// Takes a command.
  ///
  /// @return the marks that come back at once
  public List<StreamEvent> accept(StreamCommand command) {
    if (stopped) {
      return List.of();
    }
    return switch (command) {
      case StreamCommand.Media(var audio) -> {
        if (!queue.add(audio)) {
          problems.add(Problems.STREAM_MEDIA_DISCARDED);
        }
        yield List.of();
      }
      case StreamCommand.Mark(var name) ->
          queue.addMark(name) ? List.of() : marksReached(List.of(name));
      case StreamCommand.Clear() -> marksReached(queue.clear());
    };
  }

  /// Ends the stream from this side: the stream was stopped, or the call is over.
  public StreamEvent stop() {
    stopped = true;
    queue.clear();
    heard = Mulaw.SILENT_FRAME;
    return new StreamEvent.Stopped(++sequence, callSid);
  }

  /// What the caller heard during the last frame.
  public Mulaw heard() {
    return heard;
  }

  /// How much audio waits to be played.
  public Duration queued() {
    return Duration.ofMillis(queue.samples() * 1000L / Mulaw.RATE);
  }

  /// What Twilio would raise in its Debugger; each problem once a stream.
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  public String streamSid() {
    return streamSid;
  }

  private List<StreamEvent> marksReached(List<String> names) {
    return markEvents(lateMarks.reach(names, frames));
  }

  private List<StreamEvent> markEvents(List<String> names) {
    var events = new ArrayList<StreamEvent>();
    for (String name : names) {
      events.add(new StreamEvent.MarkReached(++sequence, name));
    }
    return events;
  }
}
