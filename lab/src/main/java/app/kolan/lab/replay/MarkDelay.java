package app.kolan.lab.replay;

import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeLine;
import app.kolan.simulator.stream.StreamEnd;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.stream.StreamCommand;
import app.kolan.twilio.stream.StreamEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The delay with which a tape's carrier returned marks: the round trip, and what the carrier
/// buffers before it plays. Without it, whatever follows a mark would come too early in a replay.
final class MarkDelay {
  private static final int LONGEST = 250;

  private final StreamEnd ideal = new StreamEnd("MZ0", "CA0", "AC0", Map.of());
  private final Map<String, Integer> dueAt = new HashMap<>();
  private final Map<String, Integer> arrivedAt = new HashMap<>();
  private final List<Integer> delays = new ArrayList<>();

  private MarkDelay() {}

  /// The median delay on a socket, in frames.
  static int of(Tape tape, int socket) {
    var delay = new MarkDelay();
    tape.lines().forEach(line -> delay.follow(line, socket));
    List<Integer> sorted = delay.delays.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : Math.clamp(sorted.get(sorted.size() / 2), 0, LONGEST);
  }

  private void follow(TapeLine line, int socket) {
    switch (line) {
      case TapeLine.Heard(var place, var on, StreamEvent.Media media)
          when on == socket && media.track() == StreamEvent.Track.INBOUND ->
          due(ideal.frame(Mulaw.SILENT_FRAME), place.frames() - 1);
      case TapeLine.Muted(var place, var on, var message, _, _)
          when on == socket && message.track() == StreamEvent.Track.INBOUND ->
          due(ideal.frame(Mulaw.SILENT_FRAME), place.frames() - 1);
      case TapeLine.Heard(var place, var on, StreamEvent.MarkReached(_, var name))
          when on == socket -> {
        Integer due = dueAt.remove(name);
        if (due == null) {
          arrivedAt.put(name, place.frames());
        } else {
          delays.add(place.frames() - due);
        }
      }
      case TapeLine.Said(var place, var on, var sound) when on == socket ->
          due(ideal.accept(new StreamCommand.Media(silence(sound.samples()))), place.frames());
      case TapeLine.Marked(var place, var on, var name) when on == socket ->
          due(ideal.accept(new StreamCommand.Mark(name)), place.frames());
      case TapeLine.Cleared(var place, var on) when on == socket ->
          due(ideal.accept(new StreamCommand.Clear()), place.frames());
      case TapeLine.Asked _,
          TapeLine.Answered _,
          TapeLine.Opened _,
          TapeLine.Heard _,
          TapeLine.Muted _,
          TapeLine.Keys _,
          TapeLine.Said _,
          TapeLine.Marked _,
          TapeLine.Cleared _,
          TapeLine.GaveUp _,
          TapeLine.Closed _,
          TapeLine.Known _,
          TapeLine.Lost _,
          TapeLine.Full _ -> {}
    }
  }

  private void due(List<StreamEvent> events, int frames) {
    for (StreamEvent event : events) {
      if (event instanceof StreamEvent.MarkReached(_, var name)) {
        Integer arrived = arrivedAt.remove(name);
        if (arrived == null) {
          dueAt.put(name, frames);
        } else {
          delays.add(arrived - frames);
        }
      }
    }
  }

  private static Mulaw silence(int samples) {
    return Mulaw.of(new byte[Math.min(samples, Mulaw.RATE * 60)]);
  }
}
