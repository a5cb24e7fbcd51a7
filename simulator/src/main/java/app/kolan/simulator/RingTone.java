package app.kolan.simulator;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.util.function.Supplier;

/// What somebody hears who waits for another phone to be answered: a second of 400 Hz, three
/// seconds of silence, over and over.
///
/// Source: ITU-T E.180, supplement 2, Israel
final class RingTone implements Supplier<Mulaw> {
  private static final int HERTZ = 400;
  private static final int AMPLITUDE = 4000;
  private static final int FRAMES_OF_TONE = 50;
  private static final int FRAMES_OF_SILENCE = 150;

  /// A frame holds whole periods, so that all frames of the tone are the same.
  private static final Mulaw TONE = tone();

  private int frame;

  /// The next frame.
  @Override
  public Mulaw get() {
    boolean sounds = frame % (FRAMES_OF_TONE + FRAMES_OF_SILENCE) < FRAMES_OF_TONE;
    frame++;
    return sounds ? TONE : Mulaw.SILENT_FRAME;
  }

  private static Mulaw tone() {
    var samples = new short[Mulaw.FRAME];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (AMPLITUDE * Math.sin(2 * Math.PI * HERTZ * i / Mulaw.RATE));
    }
    return Pcm.of(samples, Mulaw.RATE).toMulaw();
  }
}
