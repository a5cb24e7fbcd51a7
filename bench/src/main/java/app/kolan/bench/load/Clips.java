package app.kolan.bench.load;

import app.kolan.server.prompts.CallerClips;
import app.kolan.twilio.audio.G711;
import app.kolan.twilio.audio.Mulaw;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// What callers send, as the base64 of 20 ms frames: their answers, and the soft noise of a line
/// while they listen.
///
/// Thread-safe: nobody changes the bytes.
final class Clips {
  private static final int NOISE_FRAMES = 250;
  private static final int LOUDEST_NOISE = 12;
  private static final int SEED = 5;

  private final List<byte[][]> answers;
  private final byte[][] noise;

  private Clips(List<byte[][]> answers, byte[][] noise) {
    this.answers = answers;
    this.noise = noise;
  }

  /// Clips that come with Kolan, each two to four seconds of speech.
  static Clips shipped() {
    CallerClips clips = CallerClips.shipped();
    return new Clips(
        List.of(
            frames(clips.audio("reason_appointment")),
            frames(Mulaw.join(List.of(clips.audio("name_dana"), clips.audio("name_yossi_levi")))),
            frames(Mulaw.join(List.of(clips.audio("yes"), clips.audio("thanks"))))),
        frames(noise()));
  }

  /// What is answered to a sentence, counted from 0.
  byte[][] answer(int sentence) {
    return answers.get(sentence % answers.size());
  }

  byte[] noise(long frame) {
    return noise[(int) (frame % noise.length)];
  }

  private static Mulaw noise() {
    var random = new Random(SEED);
    var codes = new byte[NOISE_FRAMES * Mulaw.FRAME];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = G711.encode((short) random.nextInt(-LOUDEST_NOISE, LOUDEST_NOISE + 1));
    }
    return Mulaw.of(codes);
  }

  private static byte[][] frames(Mulaw audio) {
    Mulaw whole = audio.paddedToFrames();
    var frames = new byte[whole.length() / Mulaw.FRAME][];
    for (int i = 0; i < frames.length; i++) {
      Mulaw frame = whole.slice(i * Mulaw.FRAME, (i + 1) * Mulaw.FRAME);
      frames[i] = frame.base64().getBytes(StandardCharsets.US_ASCII);
    }
    return frames;
  }
}
