package app.kolan.stubs.sound;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;

/// Reads the texts of one speed from audio.
final class ToneReader {
  private static final double CLEAR = 0.85;
  private static final double AUDIBLE = 0.7;
  private static final int NONE = -1;
  private static final int END = 16;

  private final HeardSamples heard;
  private final ToneSpeed pace;
  private final int symbol;

  ToneReader(HeardSamples heard, ToneSpeed pace) {
    this.heard = heard;
    this.pace = pace;
    this.symbol = pace.symbolMillis() * Mulaw.RATE / 1000;
  }

  List<HeardText> read() {
    var texts = new ArrayList<HeardText>();
    int at = 0;
    while (at + 3 * symbol <= heard.length()) {
      int start = startAfter(at);
      if (start == NONE) {
        at += symbol / 4;
      } else {
        at = readOne(start, texts);
      }
    }
    return texts;
  }

  /// Where the start tone begins, if the call tone is heard from here on.
  private int startAfter(int at) {
    if (heard.purity(pace.callTone(), at, symbol) < CLEAR) {
      return NONE;
    }
    int coarse = clearest(at + symbol / 2, at + 2 * symbol + symbol / 2, symbol / 8);
    int start = clearest(coarse - symbol / 8, coarse + symbol / 8, 1);
    boolean clear =
        heard.purity(pace.callTone(), start - symbol, symbol) >= CLEAR
            && heard.purity(pace.startTone(), start, symbol) >= CLEAR;
    return clear ? start : NONE;
  }

  /// The place in a range where the change from the call tone to the start tone is clearest.
  private int clearest(int from, int to, int step) {
    int best = from;
    double most = -1;
    for (int at = from; at <= to; at += step) {
      double clarity =
          heard.purity(pace.callTone(), at - symbol, symbol)
              * heard.purity(pace.startTone(), at, symbol);
      if (clarity > most) {
        most = clarity;
        best = at;
      }
    }
    return best;
  }

  /// Reads a text whose start tone was found, and returns where to continue.
  private int readOne(int start, List<HeardText> texts) {
    var text = new StringBuilder();
    int bits = 0;
    int tones = 0;
    int at = start + symbol;
    int tone = toneAt(at);
    while (tone != NONE && tone != END) {
      bits = bits << 4 | tone;
      if (++tones % ToneCodec.TONES_A_LETTER == 0) {
        text.append((char) bits);
      }
      at += symbol;
      tone = toneAt(at);
    }
    boolean whole = false;
    if (tone == END) {
      int high = toneAt(at + symbol);
      int low = toneAt(at + 2 * symbol);
      whole = tones % ToneCodec.TONES_A_LETTER == 0 && (high << 4 | low) == ToneCodec.sum(text);
      at += symbol * (high == NONE ? 1 : low == NONE ? 2 : 3);
    }
    int first = Math.max(0, start - 2 * symbol);
    texts.add(
        new HeardText(
            text.toString(),
            heard.placeOf(first),
            heard.placeOf(at - 1) + 1,
            heard.longestSilence(first, at),
            whole));
    return at;
  }

  /// The four bits of the tone that is heard in a window, [#END], or [#NONE].
  private int toneAt(int at) {
    int best = NONE;
    double most = AUDIBLE;
    for (int bits = 0; bits <= END; bits++) {
      int frequency = bits == END ? ToneCodec.END : ToneCodec.LOWEST + ToneCodec.STEP * bits;
      double purity = heard.purity(frequency, at, symbol);
      if (purity > most) {
        most = purity;
        best = bits;
      }
    }
    return best;
  }
}
