package app.kolan.server.media.vad;

import app.kolan.twilio.audio.Mulaw;

/// Buffers that the detectors need only while they process a frame: one set for each thread, not
/// for each call, so that it stays in the processor's nearest cache.
final class Scratch {
  private static final ThreadLocal<Scratch> BENCHES = ThreadLocal.withInitial(Scratch::new);

  private final int[] samples = new int[Mulaw.FRAME];
  private final FilterBank filters = new FilterBank();
  private final BandModel[] bands = VoiceModel.bands();

  private Scratch() {}

  static Scratch ofThisThread() {
    return BENCHES.get();
  }

  /// The frame: 16-bit samples, as everywhere between the filters, but in ints, which the processor
  /// adds several at a time.
  int[] samples() {
    return samples;
  }

  FilterBank filters() {
    return filters;
  }

  /// The models of the bands, from the lowest.
  BandModel[] bands() {
    return bands;
  }
}
