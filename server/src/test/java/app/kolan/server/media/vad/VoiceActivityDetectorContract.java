package app.kolan.server.media.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import app.kolan.server.prompts.CallerClips;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every voice activity detector must do. A detector's test class extends it.
abstract class VoiceActivityDetectorContract {
  private static final CallerClips CLIPS = CallerClips.shipped();
  private static final Mulaw WORDS =
      Sounds.speechLike("the quick brown fox", Duration.ofSeconds(4));

  public abstract VoiceActivityDetector fresh();

  @ParameterizedTest
  @ValueSource(
      strings = {"reason_appointment", "reason_short", "name_dana", "name_yossi_levi", "yes"})
  void hebrew_words_are_heard_from_a_quiet_line(String clip) {
    VoiceActivityDetector detector = fresh();
    listen(detector, Mulaw.silence(Duration.ofSeconds(1)));

    assertThat(share(listen(detector, CLIPS.audio(clip)))).isGreaterThan(0.6);
  }

  @Test
  void a_soft_voice_is_heard() {
    VoiceActivityDetector detector = fresh();
    listen(detector, LineSounds.noise(10, 1));

    Mulaw soft = CLIPS.audio("reason_appointment").toPcm().amplified(0.25).toMulaw();
    assertThat(share(listen(detector, soft))).isGreaterThan(0.5);
  }

  @Test
  void silence_holds_no_speech() {
    assertThat(share(listen(fresh(), Mulaw.silence(Duration.ofSeconds(5))))).isZero();
  }

  @Test
  void faint_noise_of_the_line_holds_no_speech() {
    assertThat(share(listen(fresh(), LineSounds.noise(30, 10)))).isLessThan(0.02);
  }

  @Test
  void a_pause_is_heard_after_speech() {
    VoiceActivityDetector detector = fresh();
    listen(detector, WORDS);
    listen(detector, Mulaw.silence(Duration.ofMillis(200)));

    assertThat(share(listen(detector, Mulaw.silence(Duration.ofSeconds(1))))).isZero();
  }

  @Test
  void speech_after_a_minute_of_noise_is_heard() {
    VoiceActivityDetector detector = fresh();
    listen(detector, LineSounds.noise(60, 60));

    assertThat(share(listen(detector, WORDS))).isGreaterThan(0.5);
  }

  @Test
  void calls_do_not_hear_each_other() {
    VoiceActivityDetector one = fresh();
    VoiceActivityDetector other = fresh();
    listen(other, LineSounds.noise(3000, 5));

    assertThat(listen(one, WORDS)).isEqualTo(listen(fresh(), WORDS));
  }

  @Test
  void calls_that_take_turns_on_a_thread_do_not_hear_each_other() {
    VoiceActivityDetector one = fresh();
    VoiceActivityDetector other = fresh();
    Mulaw noise = LineSounds.noise(3000, 4);
    var heard = new ArrayList<Boolean>();
    for (int at = 0; at < WORDS.length(); at += Mulaw.FRAME) {
      heard.add(one.isSpeech(WORDS.slice(at, at + Mulaw.FRAME)));
      other.isSpeech(noise.slice(at, at + Mulaw.FRAME));
    }

    assertThat(heard).isEqualTo(listen(fresh(), WORDS));
  }

  @Test
  void any_bytes_of_any_length_are_judged() {
    VoiceActivityDetector detector = fresh();
    Mulaw garbage = LineSounds.garbage(5);
    assertThatCode(
            () -> {
              detector.isSpeech(Mulaw.EMPTY);
              for (int at = 0, size = 1; at < garbage.length(); at += size, size = size % 340 + 7) {
                detector.isSpeech(garbage.slice(at, at + size));
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void a_frame_costs_no_memory() {
    VoiceActivityDetector detector = fresh();
    List<Mulaw> frames = new ArrayList<>(frames(WORDS));
    frames.addAll(frames(LineSounds.noise(800, 4)));

    assertThat(Allocation.bytesOf(() -> frames.forEach(detector::isSpeech)) / frames.size())
        .isZero();
  }

  private static List<Boolean> listen(VoiceActivityDetector detector, Mulaw audio) {
    return frames(audio).stream().map(detector::isSpeech).toList();
  }

  private static List<Mulaw> frames(Mulaw audio) {
    var frames = new ArrayList<Mulaw>();
    for (int at = 0; at + Mulaw.FRAME <= audio.length(); at += Mulaw.FRAME) {
      frames.add(audio.slice(at, at + Mulaw.FRAME));
    }
    return frames;
  }

  private static double share(List<Boolean> decisions) {
    return (double) decisions.stream().filter(speech -> speech).count() / decisions.size();
  }
}
