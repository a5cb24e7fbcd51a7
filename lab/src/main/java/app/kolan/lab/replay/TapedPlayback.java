package app.kolan.lab.replay;

import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeHeader;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.server.calltrace.TapeMode;
import app.kolan.server.media.playout.Line;
import app.kolan.twilio.stream.StreamEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the server that recorded a tape did.
final class TapedPlayback {
  private final TapeHeader header;
  private final TwimlSummary instructions;
  private final Map<Integer, TapeLine.Asked> asked = new HashMap<>();
  private final Map<Integer, ObservedAction> answers = new HashMap<>();
  private final Map<Integer, SpokenActions> streams = new HashMap<>();
  private final Set<Integer> open = new HashSet<>();
  private final Set<Integer> stopped = new HashSet<>();
  private Optional<ObservedAction.Result> result = Optional.empty();

  private TapedPlayback(TapeHeader header) {
    this.header = header;
    this.instructions = new TwimlSummary(header.base());
  }

  static Playback of(Tape tape) {
    var taped = new TapedPlayback(tape.header());
    tape.lines().forEach(taped::take);
    Map<Integer, List<ObservedAction>> actions = new HashMap<>();
    taped.streams.forEach(
        (socket, stream) -> actions.put(socket, new ArrayList<>(stream.actions())));
    return new Playback(taped.answers, actions, taped.result.filter(_ -> taped.open.isEmpty()));
  }

  private void take(TapeLine line) {
    switch (line) {
      case TapeLine.Asked ask -> asked.put(ask.request(), ask);
      case TapeLine.Answered(_, var request, var status, var body) -> {
        TapeLine.Asked ask = asked.get(request);
        if (ask != null) {
          var answer =
              new ObservedAction.Answer(
                  ask.place(), request, ask.path(), status, instructions.of(body));
          answers.put(request, answer);
        }
      }
      case TapeLine.Opened(var place, var socket, var path) -> {
        open.add(socket);
        on(socket).add(new ObservedAction.Stream(place, path));
      }
      case TapeLine.Heard(_, var socket, StreamEvent.Stopped _) -> stop(socket);
      case TapeLine.Said(var place, var socket, var sound) -> on(socket).sound(place, sound);
      case TapeLine.Marked(var place, var socket, var name) ->
          on(socket).mark(name, place.frames());
      case TapeLine.Cleared(var place, var socket) -> on(socket).clear(place);
      case TapeLine.GaveUp(_, var socket, _) -> stop(socket);
      case TapeLine.Closed closed -> close(closed);
      case TapeLine.Known(var place, var known) ->
          result = Optional.of(new ObservedAction.Result(place, known));
      case TapeLine.Full _ -> result = Optional.empty();
      case TapeLine.Heard _, TapeLine.Muted _, TapeLine.Keys _, TapeLine.Lost _ -> {}
    }
  }

  /// After that, closing a socket is no action of the conversation.
  private void stop(int socket) {
    stopped.add(socket);
    on(socket).cutOff();
  }

  private void close(TapeLine.Closed closed) {
    int socket = closed.socket();
    open.remove(socket);
    result = Optional.empty();
    if (closed.byServer() && !stopped.contains(socket) && isOfTheStory(closed.code())) {
      on(socket).add(new ObservedAction.Close(closed.place(), closed.code()));
    } else {
      on(socket).cutOff();
    }
  }

  /// Whether this close code means that the conversation ended, and not that the server stopped or
  /// a message was too large.
  static boolean isOfTheStory(int code) {
    return code != Line.Closing.GOING_AWAY.code() && code != Line.Closing.TOO_LARGE.code();
  }

  private SpokenActions on(int socket) {
    return streams.computeIfAbsent(
        socket, _ -> new SpokenActions(header.prompts(), header.kind() == TapeMode.REDACTED));
  }
}
