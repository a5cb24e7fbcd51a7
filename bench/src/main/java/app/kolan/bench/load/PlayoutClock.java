package app.kolan.bench.load;

import java.util.ArrayDeque;
import java.util.Deque;

/// The playout clock of received audio: audio is played in real time, one piece after the other,
/// and a mark is reached when everything before it was played.
///
/// It keeps no audio, only the time at which the last of it will have been played. All times are
/// nanoseconds of one clock. Belongs to one thread.
final class PlayoutClock {
  private static final long NANOS_PER_SAMPLE = 1_000_000_000 / 8000;

  private final Deque<Mark> marks = new ArrayDeque<>();
  private long playedAt = Long.MIN_VALUE;

  private record Mark(String name, long due) {}

  /// Audio arrives.
  ///
  /// @return for how long nothing was left to play before it, in nanoseconds; 0 for the first
  long received(int samples, long now) {
    boolean first = playedAt == Long.MIN_VALUE;
    long gap = first ? 0 : Math.max(0, now - playedAt);
    playedAt = (first ? now : Math.max(now, playedAt)) + samples * NANOS_PER_SAMPLE;
    return gap;
  }

  /// A mark arrives behind the audio received so far.
  void marked(String name, long now) {
    marks.add(new Mark(name, Math.max(now, playedAt)));
  }

  /// The next reached mark that was not returned before; empty when there is none.
  String reached(long now) {
    Mark next = marks.peek();
    if (next == null || next.due > now) {
      return "";
    }
    marks.remove();
    return next.name;
  }

  /// Throws away what was not played: all marks are reached at once.
  void clear(long now) {
    playedAt = playedAt == Long.MIN_VALUE ? playedAt : Math.min(playedAt, now);
    var waiting = new ArrayDeque<>(marks);
    marks.clear();
    waiting.forEach(mark -> marks.add(new Mark(mark.name, now)));
  }

  /// Whether all that was received has been played.
  boolean isSilent(long now) {
    return playedAt <= now;
  }

  /// For how long nothing has been left to play, in nanoseconds.
  long silentFor(long now) {
    return playedAt == Long.MIN_VALUE ? 0 : Math.max(0, now - playedAt);
  }
}
