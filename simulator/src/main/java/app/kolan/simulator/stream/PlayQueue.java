package app.kolan.simulator.stream;

import app.kolan.twilio.audio.G711;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// The playout queue towards the caller: audio, and the marks between it, in order.
///
/// Audio always stands at the head: a mark with nothing before it has come back already.
final class PlayQueue {
  /// Ten minutes, in samples: https://www.twilio.com/docs/api/errors/31931
  static final int CAPACITY = 600 * Mulaw.RATE;

  private final Deque<Item> items = new ArrayDeque<>();
  private int playedOfHead;
  private int samples;

  private sealed interface Item {
    record Sound(Mulaw audio) implements Item {}

    record Mark(String name) implements Item {}
  }

  /// Takes as much of the audio as there is room for.
  ///
  /// @return whether all of it was taken
  boolean add(Mulaw audio) {
    Mulaw taken = audio.slice(0, CAPACITY - samples);
    if (!taken.isEmpty()) {
      items.add(new Item.Sound(taken));
      samples += taken.length();
    }
    return taken.length() == audio.length();
  }

  /// Puts a mark behind the audio.
  ///
  /// @return false when there is no audio, so that the mark is due at once
  boolean addMark(String name) {
    if (samples == 0) {
      return false;
    }
    items.add(new Item.Mark(name));
    return true;
  }

  /// The next frame, filled up with silence, and the marks that it passes.
  Played playFrame() {
    var frame = new byte[Mulaw.FRAME];
    Arrays.fill(frame, G711.SILENCE);
    var marks = new ArrayList<String>();
    int filled = 0;
    while (true) {
      Item head = items.peek();
      if (head instanceof Item.Mark(var name)) {
        marks.add(name);
        items.remove();
      } else if (head instanceof Item.Sound(var audio) && filled < frame.length) {
        filled += takeFromHead(audio, frame, filled);
      } else {
        return new Played(Mulaw.of(frame), marks);
      }
    }
  }

  private int takeFromHead(Mulaw head, byte[] frame, int from) {
    int count = Math.min(frame.length - from, head.length() - playedOfHead);
    for (int i = 0; i < count; i++) {
      frame[from + i] = head.at(playedOfHead + i);
    }
    playedOfHead += count;
    samples -= count;
    if (playedOfHead == head.length()) {
      items.remove();
      playedOfHead = 0;
    }
    return count;
  }

  /// Clears the queue.
  ///
  /// @return the marks that were waiting, in order
  List<String> clear() {
    var marks = new ArrayList<String>();
    for (Item item : items) {
      if (item instanceof Item.Mark(var name)) {
        marks.add(name);
      }
    }
    items.clear();
    playedOfHead = 0;
    samples = 0;
    return marks;
  }

  int samples() {
    return samples;
  }

  /// One frame as it was played.
  record Played(Mulaw frame, List<String> marks) {
    Played {
      marks = List.copyOf(marks);
    }
  }
}
