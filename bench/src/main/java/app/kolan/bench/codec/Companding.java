package app.kolan.bench.codec;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// G.711 for one frame: mu-law to linear samples and back.
@State(Scope.Thread)
public class Companding {
  private final Mulaw codes = Frames.ofOneWord();
  private final Pcm samples = codes.toPcm();

  @Benchmark
  public Pcm decode() {
    return codes.toPcm();
  }

  @Benchmark
  public Mulaw encode() {
    return samples.toMulaw();
  }
}
