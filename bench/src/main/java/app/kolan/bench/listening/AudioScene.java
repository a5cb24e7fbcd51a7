package app.kolan.bench.listening;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.List;

/// Labelled audio of a call: where somebody speaks is known.
///
/// @param spans in their order; none when nobody speaks
record AudioScene(Mulaw audio, List<Span> spans) {
  private static final int LEAD_IN = 3 * Mulaw.RATE;
  private static final int PAUSE = 5 * Mulaw.RATE / 2 / Mulaw.FRAME * Mulaw.FRAME;
  private static final double VOICE_BELOW_LOUDEST_DB = 30;

  AudioScene {
    spans = List.copyOf(spans);
  }

  /// Sentences with pauses between them, over a background.
  ///
  /// @param dbfs how loud the background is, as a root mean square
  /// @param louder decibels that the voices are louder, or softer, than they are recorded
  static AudioScene of(List<Mulaw> sentences, double louder, Background background, double dbfs) {
    int length = LEAD_IN + sentences.stream().mapToInt(said -> said.length() + PAUSE).sum();
    Signal sound = background.sound(length, dbfs);
    var spans = new ArrayList<Span>();
    int at = LEAD_IN;
    for (Mulaw sentence : sentences) {
      Signal voice = Signal.of(sentence).amplified(louder);
      sound.add(at, voice);
      spans.add(span(voice, at / Mulaw.FRAME));
      at += voice.length() / Mulaw.FRAME * Mulaw.FRAME + PAUSE;
    }
    return new AudioScene(sound.toMulaw(), spans);
  }

  /// A background in which nobody speaks.
  static AudioScene of(Background background, double dbfs, int seconds) {
    return new AudioScene(background.sound(seconds * Mulaw.RATE, dbfs).toMulaw(), List.of());
  }

  int frames() {
    return audio.length() / Mulaw.FRAME;
  }

  private static Span span(Signal voice, int from) {
    int frames = voice.length() / Mulaw.FRAME;
    double loudest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < frames; i++) {
      loudest = Math.max(loudest, level(voice, i));
    }
    int first = frames;
    int last = 0;
    for (int i = 0; i < frames; i++) {
      if (level(voice, i) > loudest - VOICE_BELOW_LOUDEST_DB) {
        first = Math.min(first, i);
        last = i;
      }
    }
    return new Span(from + first, from + last);
  }

  private static double level(Signal voice, int frame) {
    return voice.level(frame * Mulaw.FRAME, (frame + 1) * Mulaw.FRAME);
  }
}
