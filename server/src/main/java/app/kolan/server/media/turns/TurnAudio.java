package app.kolan.server.media.turns;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;

/// The audio of the current turn and, while there is none, of the last moment: a turn is detected
/// when its first word is already half said.
///
/// Frames are copied into one array for each second, so that none of them outlives its 20 ms:
/// short-lived objects cost the garbage collector nothing, however many calls there are. Used by
/// the line's thread only.
final class TurnAudio {
  private static final int FRAMES_OF_A_SECOND = Mulaw.RATE / Mulaw.FRAME;

  private final byte[] moment;
  private int momentEnd;
  private int momentFrames;
  private final List<byte[]> seconds = new ArrayList<>();
  private int frames;

  /// @param framesBefore how many frames before the detection belong to a turn
  TurnAudio(int framesBefore) {
    moment = new byte[framesBefore * Mulaw.FRAME];
  }

  /// Keeps a frame before any turn.
  void remember(Mulaw frame) {
    if (moment.length == 0) {
      return;
    }
    frame.copyTo(moment, momentEnd);
    momentEnd = (momentEnd + Mulaw.FRAME) % moment.length;
    momentFrames = Math.min(momentFrames + 1, moment.length / Mulaw.FRAME);
  }

  /// Begins a turn with the frames before it.
  ///
  /// @return the number of those frames
  int begin() {
    int begun = momentFrames;
    int from = Math.floorMod(momentEnd - begun * Mulaw.FRAME, Math.max(1, moment.length));
    for (int i = 0; i < begun; i++) {
      append(moment, (from + i * Mulaw.FRAME) % moment.length);
    }
    momentFrames = 0;
    return begun;
  }

  /// Appends a frame to the turn.
  void add(Mulaw frame) {
    frame.copyTo(second(), placeInSecond());
    frames++;
  }

  /// The number of frames of the turn.
  int frames() {
    return frames;
  }

  /// Returns the first frames of the turn and discards all of it.
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

  /// The array of the second that the next frame belongs to.
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
