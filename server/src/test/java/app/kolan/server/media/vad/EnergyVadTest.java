package app.kolan.server.media.vad;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class EnergyVadTest extends VoiceActivityDetectorContract {
  private static final Mulaw WORDS =
      Sounds.speechLike("the quick brown fox", Duration.ofSeconds(4));

  private final EnergyVad detector = new EnergyVad();

  @Override
  public VoiceActivityDetector fresh() {
    return new EnergyVad();
  }

  @Test
  void speech_on_a_quiet_line_is_heard() {
    share(Mulaw.silence(Duration.ofSeconds(1)));

    assertThat(share(WORDS)).isGreaterThan(0.6);
  }

  @Test
  void mains_hum_holds_no_speech() {
    assertThat(share(LineSounds.tone(50, 3000, 5))).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 200, 400, 800, 1600, 3200})
  void noise_that_is_there_from_the_first_moment_is_no_speech(double amplitude) {
    assertThat(share(LineSounds.noise(amplitude, 5))).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(doubles = {200, 800, 3200})
  void noise_that_sets_in_counts_for_less_than_half_a_second(double amplitude) {
    share(Mulaw.silence(Duration.ofSeconds(3)));

    assertThat(share(LineSounds.noise(amplitude, 5)) * 5).isLessThan(0.5);
  }

  @Test
  void speech_after_a_long_noise_is_heard() {
    share(LineSounds.noise(100, 10));

    assertThat(share(WORDS)).isGreaterThan(0.5);
  }

  @Test
  void speech_over_line_noise_is_heard() {
    share(LineSounds.noise(60, 3));

    assertThat(share(WORDS)).isGreaterThan(0.5);
  }

  /// The share of frames that are classified as speech.
  private double share(Mulaw audio) {
    int frames = audio.length() / Mulaw.FRAME;
    int speech = 0;
    for (int i = 0; i < frames; i++) {
      if (detector.isSpeech(audio.slice(i * Mulaw.FRAME, (i + 1) * Mulaw.FRAME))) {
        speech++;
      }
    }
    return (double) speech / frames;
  }
}
