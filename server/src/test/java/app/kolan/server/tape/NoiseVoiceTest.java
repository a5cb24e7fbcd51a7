package app.kolan.server.tape;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.carrier.audio.Mulaw;
import app.kolan.server.call.SpeechLevel;
import app.kolan.server.call.activity.EnergyDetector;
import app.kolan.server.speech.CallerClips;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class NoiseVoiceTest {
  private static final CallerClips CLIPS = CallerClips.shipped();

  @ParameterizedTest
  @ValueSource(strings = {"reason_appointment", "reason_short", "name_dana", "message_long"})
  void noise_is_speech_in_the_same_frames_as_the_voice(String clip) {
    List<Mulaw> voice = frames(clip);
    List<Mulaw> noise = noiseOf(voice);

    assertThat(speech(noise)).contains(true).isEqualTo(speech(voice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reason_appointment", "message_long"})
  void noise_is_as_loud_as_the_voice_in_each_frame_that_can_be_heard(String clip) {
    List<Mulaw> voice = frames(clip);
    List<Mulaw> noise = noiseOf(voice);
    var levelOfVoice = new SpeechLevel();
    var levelOfNoise = new SpeechLevel();
    for (int i = 0; i < voice.size(); i++) {
      double wanted = levelOfVoice.next(voice.get(i));
      double got = levelOfNoise.next(noise.get(i));
      if (wanted > -54) {
        assertThat(got).as("frame %d", i).isBetween(wanted - 0.5, wanted + 0.5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reason_appointment", "message_long"})
  void noise_has_nothing_of_the_voice_but_its_loudness(String clip) {
    List<Mulaw> voice = frames(clip);
    Mulaw whole = Mulaw.join(voice);
    Mulaw noise = Mulaw.join(noiseOf(voice));

    assertThat(Math.abs(likeness(whole, whole))).isGreaterThan(0.99);
    assertThat(Math.abs(likeness(whole, noise))).isLessThan(0.05);
    assertThat(pitch(whole)).isGreaterThan(0.5);
    assertThat(pitch(noise)).isLessThan(0.25);
  }

  @Test
  void the_same_voice_gives_the_same_noise() {
    assertThat(noiseOf(frames("name_dana"))).isEqualTo(noiseOf(frames("name_dana")));
  }

  @Test
  void silence_stays_silent() {
    var voice = new NoiseVoice();
    for (int i = 0; i < 50; i++) {
      assertThat(new SpeechLevel().next(voice.next(Mulaw.SILENT_FRAME))).isLessThan(-80);
    }
  }

  @Test
  void audio_of_any_length_keeps_it() {
    var voice = new NoiseVoice();
    for (int length : new int[] {0, 1, 80, 160, 161, 400}) {
      assertThat(voice.next(Mulaw.of(new byte[length])).length()).isEqualTo(length);
    }
  }

  private static List<Mulaw> frames(String clip) {
    Mulaw audio =
        Mulaw.join(List.of(Mulaw.silence(Duration.ofSeconds(1)), CLIPS.audio(clip)))
            .paddedToFrames();
    var frames = new ArrayList<Mulaw>();
    for (int at = 0; at < audio.length(); at += Mulaw.FRAME) {
      frames.add(audio.slice(at, at + Mulaw.FRAME));
    }
    return frames;
  }

  private static List<Mulaw> noiseOf(List<Mulaw> voice) {
    var noise = new NoiseVoice();
    return voice.stream().map(noise::next).toList();
  }

  private static List<Boolean> speech(List<Mulaw> frames) {
    var detector = new EnergyDetector();
    return frames.stream().map(detector::isSpeech).toList();
  }

  /// The correlation of two sounds, from -1 to 1.
  private static double likeness(Mulaw a, Mulaw b) {
    return correlation(a, b, 0);
  }

  /// How strongly the loud stretches of a sound repeat themselves with the period of a voice.
  private static double pitch(Mulaw sound) {
    double sum = 0;
    int stretches = 0;
    for (int at = 0; at + 800 <= sound.length(); at += 400) {
      Mulaw stretch = sound.slice(at, at + 800);
      if (new SpeechLevel().next(stretch) > -35) {
        double strongest = 0;
        for (int period = 30; period < 120; period++) {
          strongest = Math.max(strongest, correlation(stretch, stretch, period));
        }
        sum += strongest;
        stretches++;
      }
    }
    return sum / stretches;
  }

  private static double correlation(Mulaw a, Mulaw b, int shift) {
    double product = 0;
    double ofA = 0;
    double ofB = 0;
    for (int i = 0; i + shift < a.length(); i++) {
      double left = a.sampleAt(i);
      double right = b.sampleAt(i + shift);
      product += left * right;
      ofA += left * left;
      ofB += right * right;
    }
    return product / Math.max(1, Math.sqrt(ofA * ofB));
  }
}
