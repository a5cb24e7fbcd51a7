package app.kolan.lab.replay;

import app.kolan.server.calltrace.Tape;
import app.kolan.server.calltrace.TapeHeader;
import app.kolan.server.calltrace.TapeLine;
import java.util.ArrayList;
import java.util.List;

/// What the replay of a tape cannot show, in words.
final class Caveats {
  private Caveats() {}

  static List<String> of(Tape tape, BuildUnderTest build) {
    TapeHeader header = tape.header();
    var caveats = new ArrayList<String>();
    if (!tape.all(TapeLine.Muted.class).isEmpty()) {
      caveats.add(
          "No voice is on this tape. It says which frames held speech, and the replay goes by that:"
              + " what tells speech from silence is not tried.");
    } else if (build.inputAudio() == null && !header.inputAudio().isKnown()) {
      caveats.add(
          "The server told speech from silence by %s, which this build does not have. It uses %s."
              .formatted(
                  header.inputAudio().detector(), build.inputAudioOf(header).detector().word()));
    }
    return caveats;
  }
}
