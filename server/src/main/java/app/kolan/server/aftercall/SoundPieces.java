package app.kolan.server.aftercall;

import app.kolan.twilio.audio.Mulaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Cuts long sounds into pieces that every provider takes, where they are quietest.
final class SoundPieces {
  private static final int LONGEST = samples(Duration.ofMinutes(4));

  /// From the end of a piece backwards, where the cut may be.
  private static final int WINDOW = samples(Duration.ofSeconds(20));

  private static final int QUIET = samples(Duration.ofMillis(200));

  private SoundPieces() {}

  static List<Mulaw> of(Mulaw sound) {
    var pieces = new ArrayList<Mulaw>();
    int from = 0;
    while (sound.length() - from > LONGEST) {
      int to = quietest(sound, from + LONGEST - WINDOW, from + LONGEST);
      pieces.add(sound.slice(from, to));
      from = to;
    }
    pieces.add(sound.slice(from, sound.length()));
    return pieces;
  }

  /// The middle of the quietest fifth of a second.
  private static int quietest(Mulaw sound, int from, int to) {
    int best = to;
    long least = Long.MAX_VALUE;
    for (int at = from; at + QUIET <= to; at += QUIET / 2) {
      long loudness = 0;
      for (int i = at; i < at + QUIET; i++) {
        loudness += Math.abs(sound.sampleAt(i));
      }
      if (loudness < least) {
        least = loudness;
        best = at + QUIET / 2;
      }
    }
    return best;
  }

  private static int samples(Duration length) {
    return (int) (length.toMillis() * Mulaw.RATE / 1000);
  }
}
