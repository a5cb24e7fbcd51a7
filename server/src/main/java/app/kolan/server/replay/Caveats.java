package app.kolan.server.replay;

import app.kolan.server.tape.Tape;
import app.kolan.server.tape.TapeHeader;
import app.kolan.server.tape.TapeLine;
import java.util.ArrayList;
import java.util.List;

/// What the replay of a tape cannot show, in words.
final class Caveats {
  private Caveats() {}

  static List<String> of(Tape tape, Build build) {
    TapeHeader header = tape.header();
    var caveats = new ArrayList<String>();
    if (!tape.all(TapeLine.Muted.class).isEmpty()) {
      caveats.add(
          "No voice is on this tape. It says which frames held speech, and the replay goes by that:"
              + " what tells speech from silence is not tried.");
    } else if (build.hearing() == null && !header.hearing().isKnown()) {
      caveats.add(
          "The server told speech from silence by %s, which this build does not have. It uses %s."
              .formatted(header.hearing().detector(), build.hearingOf(header).detector().word()));
    }
    return caveats;
  }
}
