package app.kolan.simulator.script;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An agent whose whole speech is prepared in advance as samples.
final class FakeAgent {
  private final byte[] tape = new byte[120 * Mulaw.RATE];
  private final List<CallerFrame> moments = new ArrayList<>();
  private int hungUpAt = -1;

  FakeAgent() {
    Arrays.fill(tape, (byte) 0xFF);
  }

  FakeAgent says(Mulaw sound, long atMillis) {
    System.arraycopy(sound.bytes(), 0, tape, at(atMillis), sound.length());
    return this;
  }

  FakeAgent stops(long atMillis) {
    Arrays.fill(tape, at(atMillis), tape.length, (byte) 0xFF);
    return this;
  }

  /// Runs the caller against the samples until he hangs up or the time is over.
  FakeAgent meets(ScriptedCaller caller, Duration length) {
    Mulaw all = Mulaw.of(tape);
    Mulaw heard = Mulaw.SILENT_FRAME;
    for (int frame = 0; frame < length.toMillis() / 20; frame++) {
      CallerFrame moment = caller.next(heard);
      moments.add(moment);
      heard = all.slice(frame * Mulaw.FRAME, (frame + 1) * Mulaw.FRAME);
      if (moment.hangsUp()) {
        hungUpAt = frame * 20;
        break;
      }
    }
    caller.lineEnded();
    return this;
  }

  /// When the caller hung up, in milliseconds; -1 when he did not.
  int hungUpAt() {
    return hungUpAt;
  }

  List<CallerFrame> moments() {
    return moments;
  }

  /// The frame, in milliseconds, in which the caller is first heard at or after a time.
  int callerSpokeAt(int fromMillis) {
    for (int frame = fromMillis / 20; frame < moments.size(); frame++) {
      if (!moments.get(frame).audio().equals(Mulaw.SILENT_FRAME)) {
        return frame * 20;
      }
    }
    return -1;
  }

  private static int at(long millis) {
    return (int) millis * Mulaw.RATE / 1000;
  }
}
