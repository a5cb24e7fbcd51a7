package app.kolan.bench.listening;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Trials with detectors whose answers are fixed.
@Tag("unit")
class ListeningTrialTest {
  private static final AudioScene SCENE =
      new AudioScene(
          Mulaw.silence(Duration.ofSeconds(30)), List.of(new Span(100, 199), new Span(600, 699)));

  @Test
  void a_perfect_detector_makes_no_mistake() {
    Outcome outcome = trial(frame -> isSpeech(frame));

    assertThat(outcome).isEqualTo(new Outcome(2, List.of(140, 140), 0, 0, 0, 0, 1500));
    assertThat(outcome.meanOnset()).isEqualTo(140);
  }

  @Test
  void a_detector_that_finds_nothing_misses_every_sentence() {
    assertThat(trial(_ -> false)).isEqualTo(new Outcome(2, List.of(), 2, 0, 0, 0, 1500));
  }

  @Test
  void a_detector_that_always_reports_speech_starts_turns_early_and_never_ends_them() {
    assertThat(trial(_ -> true)).isEqualTo(new Outcome(2, List.of(), 0, 1, 0, 2, 1500));
  }

  @Test
  void a_slow_detector_has_a_long_onset() {
    assertThat(trial(frame -> isSpeech(frame) && isSpeech(frame - 20)).onsets())
        .containsExactly(540, 540);
  }

  @Test
  void a_detector_that_drops_out_for_a_second_cuts_a_sentence() {
    assertThat(trial(frame -> isSpeech(frame) && (frame < 620 || frame > 670)))
        .isEqualTo(new Outcome(2, List.of(140, 140), 0, 0, 1, 0, 1500));
  }

  @Test
  void a_false_detection_starts_a_false_turn() {
    assertThat(trial(frame -> isSpeech(frame) || frame > 350 && frame < 380))
        .isEqualTo(new Outcome(2, List.of(140, 140), 0, 1, 0, 0, 1500));
  }

  @Test
  void a_detector_with_a_long_hangover_ends_turns_late() {
    assertThat(trial(frame -> isSpeech(frame) || frame >= 200 && frame < 260))
        .isEqualTo(new Outcome(2, List.of(140, 140), 0, 0, 0, 1, 1500));
  }

  @Test
  void interruptions_are_counted_one_by_one() {
    assertThat(ListeningTrial.interruptions(SCENE, detector(frame -> isSpeech(frame))))
        .isEqualTo(4);
    assertThat(ListeningTrial.interruptions(SCENE, detector(frame -> frame % 100 < 12))).isZero();
  }

  private static boolean isSpeech(int frame) {
    return SCENE.spans().stream().anyMatch(span -> frame >= span.first() && frame <= span.last());
  }

  private static Outcome trial(IntPredicate speech) {
    return ListeningTrial.of(SCENE, detector(speech));
  }

  private static VoiceActivityDetector detector(IntPredicate speech) {
    var frames = new int[1];
    return _ -> speech.test(frames[0]++);
  }
}
