package app.kolan.silero;

import ai.onnxruntime.OrtException;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.server.media.vad.VoiceActivityDetector;
import app.kolan.server.media.vad.VadFactories;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears by Silero's network. A frame holds speech when the network found some in the last window
/// that is complete; it has to be surer for a beginning than for going on.
///
/// Unlike other detectors it allocates: a few kilobytes for each window of 32 ms. A network that
/// fails within a call leaves the rest of it to the layered detector.
final class SileroDetector implements VoiceActivityDetector {
  private static final Logger LOG = LoggerFactory.getLogger(SileroDetector.class);

  private static final float BEGINS = 0.5f;
  private static final float GOES_ON = 0.35f;
  private static final float FULL_SCALE = 32768;

  private final SileroModel model;
  private final SileroModel.Memory memory = new SileroModel.Memory();
  private final VoiceActivityDetector understudy = VadFactories.LAYERED.fresh();
  private int filled;
  private boolean speech;
  private boolean failed;

  SileroDetector(SileroModel model) {
    this.model = model;
  }

  @Override
  public boolean isSpeech(Mulaw frame) {
    if (failed) {
      return understudy.isSpeech(frame);
    }
    for (int i = 0; i < Mulaw.FRAME; i++) {
      add(i < frame.length() ? frame.sampleAt(i) : 0);
    }
    return speech;
  }

  private void add(short sample) {
    memory.set(filled++, sample / FULL_SCALE);
    if (filled == SileroModel.WINDOW) {
      filled = 0;
      judge();
    }
  }

  private void judge() {
    if (failed) {
      return;
    }
    try {
      speech = model.probability(memory) >= (speech ? GOES_ON : BEGINS);
    } catch (OrtException | IllegalStateException e) {
      failed = true;
      speech = false;
      LOG.error("Silero's network has failed; the layered detector hears the rest of the call", e);
    }
  }
}
