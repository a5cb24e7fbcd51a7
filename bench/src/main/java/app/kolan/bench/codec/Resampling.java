package app.kolan.bench.codec;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import app.kolan.twilio.audio.Resampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// 20 ms of audio between the telephone's sample rate and those of the providers.
@State(Scope.Thread)
public class Resampling {
  private static final int WIDE = 16_000;
  private static final int FULL = 24_000;

  private final Resampler toWide = Resampler.between(Mulaw.RATE, WIDE);
  private final Resampler fromWide = Resampler.between(WIDE, Mulaw.RATE);
  private final Resampler toFull = Resampler.between(Mulaw.RATE, FULL);
  private final Resampler fromFull = Resampler.between(FULL, Mulaw.RATE);
  private final Pcm telephone = Frames.ofOneWord().toPcm();
  private final Pcm wide = telephone.resampledTo(WIDE);
  private final Pcm full = telephone.resampledTo(FULL);

  @Benchmark
  public Pcm from8kTo16k() {
    return toWide.resample(telephone);
  }

  @Benchmark
  public Pcm from16kTo8k() {
    return fromWide.resample(wide);
  }

  @Benchmark
  public Pcm from8kTo24k() {
    return toFull.resample(telephone);
  }

  @Benchmark
  public Pcm from24kTo8k() {
    return fromFull.resample(full);
  }
}
