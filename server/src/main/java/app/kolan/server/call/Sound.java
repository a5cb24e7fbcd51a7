package app.kolan.server.call;

import app.kolan.carrier.audio.Mulaw;
import java.util.Arrays;

/// The sound of an utterance, which may still grow. Used by the line's thread alone.
final class Sound {
  private byte[] codes = new byte[0];
  private Mulaw whole = Mulaw.EMPTY;
  private int length;
  private boolean complete;

  /// A sound that is all there.
  static Sound of(Mulaw sound) {
    var made = new Sound();
    made.whole = sound;
    made.length = sound.length();
    made.complete = true;
    return made;
  }

  void add(Mulaw piece) {
    int wanted = length + piece.length();
    if (wanted > codes.length) {
      codes = Arrays.copyOf(codes, Math.max(wanted, 2 * codes.length));
    }
    System.arraycopy(piece.bytes(), 0, codes, length, piece.length());
    length = wanted;
  }

  void complete() {
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  int length() {
    return length;
  }

  Mulaw slice(int from, int to) {
    return whole.isEmpty() ? Mulaw.of(Arrays.copyOfRange(codes, from, to)) : whole.slice(from, to);
  }
}
