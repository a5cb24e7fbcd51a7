package app.kolan.bench.codec;

import app.kolan.server.media.vad.VadFactories;
import app.kolan.server.media.vad.VoiceActivityDetector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One frame for each detector that can be configured.
@State(Scope.Thread)
public class Detecting {
  /// What the frames hold.
  public enum Sound {
    SPEECH,
    SILENCE
  }

  @Param public VadFactories detector = VadFactories.LAYERED;

  @Param public Sound sound = Sound.SPEECH;

  private VoiceActivityDetector vad = detector.fresh();
  private Frames frames = Frames.ofSilence();

  @Setup
  public void listen() {
    vad = detector.fresh();
    frames =
        switch (sound) {
          case SPEECH -> Frames.ofSpeech();
          case SILENCE -> Frames.ofSilence();
        };
  }

  @Benchmark
  public boolean frame() {
    return vad.isSpeech(frames.next());
  }
}
