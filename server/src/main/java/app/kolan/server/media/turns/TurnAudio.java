package app.kolan.server.media.turns;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;

/// The sound of the turn that is under way and, while none is, of the last moment: a turn is only
/// known to have begun when its first word is half said.
///
/// Frames are copied, into one array for each second, so that none of them outlives its 20 ms: what
/// dies young costs the garbage collector nothing, however many calls there are. Used by the line's
/// thread alone.
final class TurnAudio {
  private static final int FRAMES_OF_A_SECOND = Mulaw.RATE / Mulaw.FRAME;

  private final byte[] moment;
  private int momentEnd;
  private int momentFrames;
  private final List<byte[]> seconds = new ArrayList<>();
  private int frames;

  /// @param framesBefore how many frames of the last moment belong to a turn
  TurnAudio(int framesBefore) {
    moment = new byte[framesBefore * Mulaw.FRAME];
  }

  /// A frame in which nobody has begun to speak yet.
  void remember(Mulaw frame) {
    if (moment.length == 0) {
      return;
    }
    frame.copyTo(moment, momentEnd);
    momentEnd = (momentEnd + Mulaw.FRAME) % moment.length;
    momentFrames = Math.min(momentFrames + 1, moment.length / Mulaw.FRAME);
  }

  /// A turn begins with the last moment.
  ///
  /// @return how many frames that has
  int begin() {
    int begun = momentFrames;
    int from = Math.floorMod(momentEnd - begun * Mulaw.FRAME, Math.max(1, moment.length));
    for (int i = 0; i < begun; i++) {
      append(moment, (from + i * Mulaw.FRAME) % moment.length);
    }
    momentFrames = 0;
    return begun;
  }

  /// A frame of the turn.
  void add(Mulaw frame) {
    frame.copyTo(second(), placeInSecond());
    frames++;
  }

  /// How many frames the turn has.
  int frames() {
    return frames;
  }

  /// Gives the first frames of the turn and forgets all of it.
  Mulaw take(int kept) {
    var taken = new byte[kept * Mulaw.FRAME];
    for (int from = 0; from < taken.length; from += Mulaw.RATE) {
      int length = Math.min(Mulaw.RATE, taken.length - from);
      System.arraycopy(seconds.get(from / Mulaw.RATE), 0, taken, from, length);
    }
    seconds.clear();
    frames = 0;
    return Mulaw.of(taken);
  }

  private void append(byte[] from, int at) {
    System.arraycopy(from, at, second(), placeInSecond(), Mulaw.FRAME);
    frames++;
  }

  /// The second that the next frame belongs to.
  private byte[] second() {
    if (frames % FRAMES_OF_A_SECOND == 0) {
      seconds.add(new byte[Mulaw.RATE]);
    }
    return seconds.getLast();
  }

  private int placeInSecond() {
    return frames % FRAMES_OF_A_SECOND * Mulaw.FRAME;
  }
}
