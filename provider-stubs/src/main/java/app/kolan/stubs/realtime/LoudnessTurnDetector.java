package app.kolan.stubs.realtime;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Detects turns in a caller's audio by its loudness, in steps of 20 ms, as a simple server does.
/// Its times are those of the audio, not of any clock.
final class LoudnessTurnDetector {
  private static final int STEP_MS = 20;
  private static final int LOUD = 400;
  private static final int STEPS_TO_BEGIN = 3;

  private final int prefixMs;
  private final int silenceMs;
  private final Deque<Mulaw> before = new ArrayDeque<>();
  private final List<Mulaw> turn = new ArrayList<>();
  private Mulaw rest = Mulaw.EMPTY;
  private boolean speaks;
  private int position;
  private int loud;
  private int quiet;

  LoudnessTurnDetector(int prefixMs, int silenceMs) {
    this.prefixMs = prefixMs;
    this.silenceMs = silenceMs;
  }

  /// The result of a step.
  sealed interface Turn {
    record Began(int atMs) implements Turn {}

    record Ended(int atMs, Mulaw sound) implements Turn {}
  }

  /// Processes more audio, and returns the results in order.
  List<Turn> hear(Mulaw sound) {
    var turns = new ArrayList<Turn>();
    Mulaw all = Mulaw.join(List.of(rest, sound));
    int at = 0;
    for (; at + Mulaw.FRAME <= all.length(); at += Mulaw.FRAME) {
      Turn turned = step(all.slice(at, at + Mulaw.FRAME));
      if (turned != null) {
        turns.add(turned);
      }
    }
    rest = all.slice(at, all.length());
    return turns;
  }

  private @Nullable Turn step(Mulaw frame) {
    position += STEP_MS;
    if (isLoud(frame)) {
      loud++;
      quiet = 0;
    } else {
      loud = 0;
      quiet++;
    }
    if (speaks) {
      turn.add(frame);
      return quiet * STEP_MS >= silenceMs ? end() : null;
    }
    before.addLast(frame);
    while (before.size() * STEP_MS > prefixMs + STEPS_TO_BEGIN * STEP_MS) {
      before.removeFirst();
    }
    return loud == STEPS_TO_BEGIN ? begin() : null;
  }

  private Turn begin() {
    speaks = true;
    turn.addAll(before);
    int begin = position - before.size() * STEP_MS;
    before.clear();
    return new Turn.Began(begin);
  }

  private Turn end() {
    speaks = false;
    Mulaw whole = Mulaw.join(turn);
    turn.clear();
    return new Turn.Ended(position, whole);
  }

  private static boolean isLoud(Mulaw frame) {
    double squares = 0;
    for (int i = 0; i < frame.length(); i++) {
      squares += (double) frame.sampleAt(i) * frame.sampleAt(i);
    }
    return Math.sqrt(squares / frame.length()) > LOUD;
  }
}
