package app.kolan.server.call;

import java.util.EnumSet;
import java.util.Set;

/// Decides, frame by frame, when a caller's turn begins and ends, and when a caller interrupts.
/*
 * One frame is 20 ms. The machine sees whether a frame holds speech and whether we are audible, and
 * knows no clock: the caller's frames are the clock.
 *
 *   caller   ....ssssssssssss..ssssssssss................
 *   state    QUIET      |SPEAKING                       |QUIET
 *                       ^ BEGAN: 7 of the last 10       ^ ENDED: 800 ms without speech
 *
 * While we are audible a turn begins only with a barge-in, which wants more: 13 of the last 15
 * frames, and none of them in the first 300 ms of our sentence.
 *
 *   agent    |aaaaaaaaaaaaaaaaaaaaaaaa|
 *   caller   .............sssssssssssss
 *            |<- deaf ->|             ^ BARGED_IN (and BEGAN, unless the turn had begun before)
 *
 * A caller who was already speaking when we began is not interrupting at first; who goes on for the
 * length of a barge-in after the deaf time is.
 */
public final class TurnTaking {
  /// What a frame has decided.
  public enum Decision {
    BEGAN,
    BARGED_IN,
    ENDED
  }

  private final TurnTiming timing;
  private final RecentFrames recent;
  private boolean speaking;
  private boolean bargedIn;
  private int framesOfTurn;
  private int framesOfSilence;
  private int framesAudible;

  public TurnTaking(TurnTiming timing) {
    this.timing = timing;
    this.recent = new RecentFrames();
  }

  /// Takes the next frame.
  ///
  /// @param speech whether the caller speaks in it
  /// @param audible whether the caller hears us in it
  public Set<Decision> frame(boolean speech, boolean audible) {
    framesAudible = audible ? framesAudible + 1 : 0;
    recent.add(speech);
    var decisions = EnumSet.noneOf(Decision.class);
    if (!audible) {
      bargedIn = false;
    }
    if (audible && !bargedIn && interrupts()) {
      bargedIn = true;
      decisions.add(Decision.BARGED_IN);
    }
    if (!speaking && (audible ? bargedIn : begins())) {
      speaking = true;
      framesOfTurn = 0;
      framesOfSilence = 0;
      decisions.add(Decision.BEGAN);
    }
    if (speaking) {
      continueTurn(speech, decisions);
    }
    return decisions;
  }

  /// A key was pressed: what sounded like speech just now was its tone.
  void forgetRecentSpeech() {
    recent.clear();
  }

  /// Whether a turn is under way.
  boolean isSpeaking() {
    return speaking;
  }

  /// How many frames the silence at the end of the turn has lasted.
  int framesOfSilence() {
    return framesOfSilence;
  }

  private void continueTurn(boolean speech, Set<Decision> decisions) {
    framesOfTurn++;
    framesOfSilence = speech ? 0 : framesOfSilence + 1;
    if (framesOfSilence >= TurnTiming.frames(timing.end())
        || framesOfTurn >= TurnTiming.frames(timing.longest())) {
      speaking = false;
      recent.clear();
      decisions.add(Decision.ENDED);
    }
  }

  private boolean begins() {
    int window = TurnTiming.frames(timing.start());
    return recent.speechIn(window) >= Math.ceilDiv(window * 7, 10);
  }

  private boolean interrupts() {
    int window = TurnTiming.frames(timing.bargeIn());
    boolean hearing = framesAudible >= TurnTiming.frames(timing.deaf()) + window;
    return hearing && recent.speechIn(window) >= Math.ceilDiv(window * 13, 15);
  }

  /// Whether each of the last 64 frames held speech, newest in the lowest bit.
  private static final class RecentFrames {
    private long bits;

    void add(boolean speech) {
      bits = (bits << 1) | (speech ? 1 : 0);
    }

    int speechIn(int frames) {
      return Long.bitCount(bits & ((1L << frames) - 1));
    }

    void clear() {
      bits = 0;
    }
  }
}
