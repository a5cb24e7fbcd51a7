package app.kolan.server.media.vad;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.twilio.audio.Mulaw;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class LayeredVadTest extends VoiceActivityDetectorContract {
  @Override
  public VoiceActivityDetector fresh() {
    return new LayeredVad();
  }

  @Test
  void rumble_holds_no_speech() {
    assertThat(speechFrames(LineSounds.rumble(3000, 10))).isLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {50, 100, 150})
  void mains_hum_holds_no_speech(double hertz) {
    assertThat(speechFrames(LineSounds.tone(hertz, 3000, 10))).isLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {425, 1000, 2000})
  void a_steady_tone_counts_for_less_than_half_a_second(double hertz) {
    assertThat(speechFrames(LineSounds.tone(hertz, 3000, 10))).isLessThan(25);
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 800, 3200})
  void steady_noise_holds_no_speech(double amplitude) {
    assertThat(speechFrames(LineSounds.noise(amplitude, 10))).isLessThan(10);
  }

  private int speechFrames(Mulaw audio) {
    VoiceActivityDetector detector = fresh();
    int speech = 0;
    for (int at = 0; at < audio.length(); at += Mulaw.FRAME) {
      speech += detector.isSpeech(audio.slice(at, at + Mulaw.FRAME)) ? 1 : 0;
    }
    return speech;
  }
}
