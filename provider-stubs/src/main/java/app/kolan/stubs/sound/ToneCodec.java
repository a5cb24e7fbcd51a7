package app.kolan.stubs.sound;

import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/* What a stand-in says must be told apart by a test that has nothing but the sound which a caller
 * heard: whole or cut off, with stops in it, with other sounds around it. So a text is sent as a
 * modem would send it, one tone at a time:
 *
 *   call  call  start │ 5  13  14  9 │ 5  13  13  12 │ … │ end  sum  sum
 *   └── the pace ──┘    └── ש ─────┘   └── ל ──────┘
 *
 * A letter is a UTF-16 unit in four tones of four bits. The tones lie 100 Hz apart from 600 Hz to
 * 2,100 Hz, the others above, all within what a telephone carries; each makes a whole number of
 * turns in its time, so that they join without a click at every sample rate, and so that a reader's
 * window of one tone does not see the others. After the end comes the sum of all letters, by which a
 * reader knows that nothing is missing in the middle.
 */
/// The audio of text-to-speech stubs: every letter of a text, as tones that can be read back.
public final class ToneCodec {
  static final int LOWEST = 600;
  static final int STEP = 100;
  static final int END = 2400;
  static final int TONES_A_LETTER = 4;
  private static final double PEAK = 8000;

  private ToneCodec() {}

  /// The audio of a text at the speed of speech; empty for an empty text.
  public static Mulaw mulaw(String text) {
    return mulaw(text, ToneSpeed.SPEECH);
  }

  /// The audio of a text; empty for an empty text.
  public static Mulaw mulaw(String text, ToneSpeed pace) {
    return pcm(text, Mulaw.RATE, pace).toMulaw();
  }

  /// The audio of a text at the speed of speech, at another sample rate.
  public static Pcm pcm(String text, int rate) {
    return pcm(text, rate, ToneSpeed.SPEECH);
  }

  /// The audio of a text at a rate of at least 8,000 samples a second; empty for an empty text.
  public static Pcm pcm(String text, int rate, ToneSpeed pace) {
    int[] tones = text.isEmpty() ? new int[0] : tones(text, pace);
    long millis = (long) tones.length * pace.symbolMillis();
    var samples = new short[Math.toIntExact(millis * rate / 1000)];
    for (int i = 0; i < samples.length; i++) {
      int tone = tones[(int) (i * 1000L / rate / pace.symbolMillis())];
      samples[i] = (short) Math.round(PEAK * Math.sin(2 * Math.PI * tone * i / rate));
    }
    return Pcm.of(samples, rate);
  }

  /// The texts in audio, in the order in which they begin. Anything else in it, silence, noise or
  /// speech, is ignored, and so is a text whose beginning is missing.
  public static List<HeardText> read(Mulaw audio) {
    var heard = new HeardSamples(audio);
    return Stream.of(ToneSpeed.values())
        .flatMap(pace -> new ToneReader(heard, pace).read().stream())
        .sorted(Comparator.comparingInt(HeardText::begin))
        .toList();
  }

  /// The checksum of a complete text.
  static int sum(CharSequence text) {
    return text.chars().sum() & 0xFF;
  }

  private static int[] tones(String text, ToneSpeed pace) {
    var tones = new int[3 + text.length() * TONES_A_LETTER + 3];
    int next = 0;
    tones[next++] = pace.callTone();
    tones[next++] = pace.callTone();
    tones[next++] = pace.startTone();
    for (int i = 0; i < text.length(); i++) {
      for (int shift = 12; shift >= 0; shift -= 4) {
        tones[next++] = toneOf(text.charAt(i) >> shift);
      }
    }
    tones[next++] = END;
    tones[next++] = toneOf(sum(text) >> 4);
    tones[next] = toneOf(sum(text));
    return tones;
  }

  private static int toneOf(int bits) {
    return LOWEST + STEP * (bits & 0xF);
  }
}
