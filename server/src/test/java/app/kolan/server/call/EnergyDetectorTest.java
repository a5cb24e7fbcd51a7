package app.kolan.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.carrier.audio.Pcm;
import app.kolan.server.speech.CallerClips;
import app.kolan.simulator.script.Sounds;
import java.time.Duration;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class EnergyDetectorTest {
  private static final Mulaw WORDS =
      Sounds.speechLike("the quick brown fox", Duration.ofSeconds(4));

  private final EnergyDetector detector = new EnergyDetector();

  @Test
  void speech_on_a_quiet_line_is_heard() {
    share(Mulaw.silence(Duration.ofSeconds(1)));

    assertThat(share(WORDS)).isGreaterThan(0.6);
  }

  @Test
  void silence_holds_no_speech() {
    assertThat(share(Mulaw.silence(Duration.ofSeconds(5)))).isZero();
  }

  @Test
  void mains_hum_holds_no_speech() {
    assertThat(share(tone(50, 3000, 5))).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 200, 400, 800, 1600, 3200})
  void noise_that_is_there_from_the_first_moment_is_no_speech(double amplitude) {
    assertThat(share(noise(amplitude, 5))).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(doubles = {200, 800, 3200})
  void noise_that_sets_in_counts_for_less_than_half_a_second(double amplitude) {
    share(Mulaw.silence(Duration.ofSeconds(3)));

    assertThat(share(noise(amplitude, 5)) * 5).isLessThan(0.5);
  }

  @Test
  void speech_after_a_long_noise_is_heard() {
    share(noise(100, 10));

    assertThat(share(WORDS)).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reason_appointment", "reason_short", "name_dana", "message_long"})
  void hebrew_words_are_heard_from_a_quiet_line(String clip) {
    share(Mulaw.silence(Duration.ofSeconds(1)));

    assertThat(share(CallerClips.shipped().audio(clip))).isGreaterThan(0.6);
  }

  @Test
  void speech_over_line_noise_is_heard() {
    share(noise(60, 3));

    assertThat(share(WORDS)).isGreaterThan(0.5);
  }

  /// The share of frames that are taken for speech.
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

  private static Mulaw tone(double hertz, double amplitude, int seconds) {
    return sound(seconds, i -> amplitude * Math.sin(2 * Math.PI * hertz * i / Mulaw.RATE));
  }

  private static Mulaw noise(double amplitude, int seconds) {
    var random = new Random(7);
    return sound(seconds, _ -> amplitude * random.nextGaussian());
  }

  private static Mulaw sound(int seconds, IntToDoubleFunction sample) {
    var samples = new short[seconds * Mulaw.RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) sample.applyAsDouble(i);
    }
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }
}
