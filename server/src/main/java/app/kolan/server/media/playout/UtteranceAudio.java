package app.kolan.server.media.playout;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;

/// The audio of an utterance, which may still grow. Its pieces are kept as they are, so that the
/// shipped prompts are in memory once. Used by the line's thread only.
final class UtteranceAudio {
  private final List<Mulaw> pieces = new ArrayList<>(1);
  private int length;
  private boolean complete;

  // The piece where the last slice began, and where that piece begins: slices move forward.
  private int near;
  private int nearFrom;

  /// Audio that is complete.
  static UtteranceAudio of(Mulaw sound) {
    var made = new UtteranceAudio();
    made.add(sound);
    made.complete();
    return made;
  }

  void add(Mulaw piece) {
    if (!piece.isEmpty()) {
      pieces.add(piece);
      length += piece.length();
    }
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

  /// The part from one sample up to another, both within the audio.
  Mulaw slice(int from, int to) {
    seek(from);
    Mulaw first = pieces.get(near);
    if (to <= nearFrom + first.length()) {
      return first.slice(from - nearFrom, to - nearFrom);
    }
    var parts = new ArrayList<Mulaw>();
    int begin = nearFrom;
    for (int i = near; begin < to; i++) {
      Mulaw piece = pieces.get(i);
      parts.add(piece.slice(from - begin, to - begin));
      begin += piece.length();
    }
    return Mulaw.join(parts);
  }

  private void seek(int place) {
    if (place < nearFrom) {
      near = 0;
      nearFrom = 0;
    }
    while (place >= nearFrom + pieces.get(near).length()) {
      nearFrom += pieces.get(near).length();
      near++;
    }
  }
}
