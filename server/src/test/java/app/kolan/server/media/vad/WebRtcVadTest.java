package app.kolan.server.media.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import app.kolan.server.prompts.CallerClips;
import app.kolan.simulator.script.Sounds;
import app.kolan.twilio.audio.Mulaw;
import io.github.givimad.libfvadjni.VoiceActivityDetector;
import io.github.givimad.libfvadjni.VoiceActivityDetector.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The port of WebRTC's detector decides as WebRTC's own code does, frame by frame.
@Tag("unit")
class WebRtcVadTest extends VoiceActivityDetectorContract {
  private static final List<Mulaw> SOUNDS = sounds();

  @Override
  public app.kolan.server.media.vad.VoiceActivityDetector fresh() {
    return new WebRtcVad();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void it_decides_as_the_original_does(Mode mode) throws IOException {
    VoiceActivityDetector original = original(mode);
    var port = new WebRtcVad(aggressiveness(mode));
    int speech = 0;
    int frames = 0;
    for (Mulaw sound : SOUNDS) {
      for (int at = 0; at + Mulaw.FRAME <= sound.length(); at += Mulaw.FRAME) {
        Mulaw frame = sound.slice(at, at + Mulaw.FRAME);
        boolean expected = original.process(frame.toPcm().samples());
        assertThat(port.isSpeech(frame)).as("frame %d", frames).isEqualTo(expected);
        speech += expected ? 1 : 0;
        frames++;
      }
    }
    original.close();
    assertThat(frames).isGreaterThan(10_000);
    assertThat(speech).isBetween(frames / 10, frames * 9 / 10);
  }

  @Test
  void it_takes_rumble_for_speech_and_needs_a_high_pass() {
    var detector = new WebRtcVad();
    int speech = 0;
    Mulaw rumble = LineSounds.rumble(3000, 5);
    for (int at = 0; at < rumble.length(); at += Mulaw.FRAME) {
      speech += detector.isSpeech(rumble.slice(at, at + Mulaw.FRAME)) ? 1 : 0;
    }

    assertThat(speech).isGreaterThan(200);
  }

  private static VoiceActivityDetector original(Mode mode) throws IOException {
    try {
      VoiceActivityDetector.loadLibrary();
    } catch (IOException | UnsatisfiedLinkError e) {
      abort("WebRTC's own code does not load on this machine: " + e);
    }
    VoiceActivityDetector original = VoiceActivityDetector.newInstance();
    original.setSampleRate(VoiceActivityDetector.SampleRate.fromValue(Mulaw.RATE));
    original.setMode(mode);
    return original;
  }

  private static Aggressiveness aggressiveness(Mode mode) {
    return switch (mode) {
      case QUALITY -> Aggressiveness.QUALITY;
      case LOW_BITRATE -> Aggressiveness.LOW_BITRATE;
      case AGGRESSIVE -> Aggressiveness.AGGRESSIVE;
      case VERY_AGGRESSIVE -> Aggressiveness.VERY_AGGRESSIVE;
    };
  }

  /// One long call: the models remember what they have heard.
  private static List<Mulaw> sounds() {
    var sounds = new ArrayList<Mulaw>();
    CallerClips clips = CallerClips.shipped();
    clips.names().forEach(name -> sounds.add(clips.audio(name)));
    sounds.add(Sounds.speechLike("one", Duration.ofSeconds(20)));
    for (double amplitude : new double[] {3, 20, 150, 1000, 8000, 32000}) {
      sounds.add(LineSounds.noise(amplitude, 8));
      clips.names().forEach(name -> sounds.add(clips.audio(name).toPcm().amplified(2).toMulaw()));
      sounds.add(LineSounds.rumble(amplitude, 8));
      sounds.add(LineSounds.tone(50 + amplitude / 10, amplitude, 5));
      sounds.add(Mulaw.silence(Duration.ofSeconds(5)));
    }
    sounds.add(LineSounds.garbage(20));
    clips.names().forEach(name -> sounds.add(clips.audio(name)));
    return sounds;
  }
}
