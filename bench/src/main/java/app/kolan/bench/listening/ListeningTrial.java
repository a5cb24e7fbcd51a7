package app.kolan.bench.listening;

import app.kolan.server.media.turns.TurnTaking;
import app.kolan.server.media.turns.TurnTaking.Decision;
import app.kolan.server.media.turns.TurnTiming;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Plays a scene to a detector and the turn-taking behind it, and compares what they decide with
/// what is known.
final class ListeningTrial {
  private static final int SOON = 10;
  private static final int END = Math.toIntExact(TurnTiming.USUAL.end().toMillis() / 20);
  private static final int LATE = END + 35;

  private final List<Integer> begins = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();

  private ListeningTrial() {}

  /// The outcome of a scene with voices.
  static Outcome of(AudioScene scene, VoiceActivityDetector detector) {
    var trial = new ListeningTrial();
    trial.play(scene, detector);
    return trial.judge(scene);
  }

  /// The false interruptions: how often a silent caller interrupts an agent who speaks all the
  /// time.
  static int interruptions(AudioScene scene, VoiceActivityDetector detector) {
    var turns = new TurnTaking(TurnTiming.USUAL);
    int interruptions = 0;
    int audible = 0;
    for (int frame = 0; frame < scene.frames(); frame++) {
      boolean talking = frame > audible;
      if (turns
          .frame(detector.isSpeech(frame(scene, frame)), talking)
          .contains(Decision.BARGED_IN)) {
        interruptions++;
        audible = frame + END;
      }
    }
    return interruptions;
  }

  private void play(AudioScene scene, VoiceActivityDetector detector) {
    var turns = new TurnTaking(TurnTiming.USUAL);
    for (int frame = 0; frame < scene.frames(); frame++) {
      Set<Decision> decisions = turns.frame(detector.isSpeech(frame(scene, frame)), false);
      if (decisions.contains(Decision.BEGAN)) {
        begins.add(frame);
      }
      if (decisions.contains(Decision.ENDED)) {
        ends.add(frame);
      }
    }
  }

  private Outcome judge(AudioScene scene) {
    var onsets = new ArrayList<Integer>();
    int missed = 0;
    int cut = 0;
    int late = 0;
    for (Span span : scene.spans()) {
      int onset = begins.stream().filter(at -> isOf(span, at)).findFirst().orElse(-1);
      if (onset >= 0) {
        onsets.add((onset + 1 - span.first()) * 20);
      }
      if (onset < 0 && !isSpeakingAt(span.first())) {
        missed++;
      } else if (ends.stream().anyMatch(at -> at >= span.first() && at < span.last())) {
        cut++;
      } else if (ends.stream().noneMatch(at -> at >= span.last() && at <= span.last() + LATE)) {
        late++;
      }
    }
    int wrong =
        (int)
            begins.stream()
                .filter(at -> scene.spans().stream().noneMatch(span -> isOf(span, at)))
                .count();
    return new Outcome(scene.spans().size(), onsets, missed, wrong, cut, late, scene.frames());
  }

  private boolean isSpeakingAt(int frame) {
    long begun = begins.stream().filter(at -> at < frame).count();
    return begun > ends.stream().filter(at -> at < frame).count();
  }

  private static boolean isOf(Span span, int frame) {
    return frame >= span.first() && frame <= span.last() + SOON;
  }

  private static Mulaw frame(AudioScene scene, int frame) {
    return scene.audio().slice(frame * Mulaw.FRAME, (frame + 1) * Mulaw.FRAME);
  }
}
