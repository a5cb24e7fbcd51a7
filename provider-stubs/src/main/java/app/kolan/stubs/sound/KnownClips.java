package app.kolan.stubs.sound;

import app.kolan.twilio.audio.Mulaw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// Clips of speech with known words, recognised in audio.
///
/// A speech-to-text stub recognises nothing else. So its transcripts depend on the audio that came
/// over the line, as with a real provider, and unknown audio has no words. Clips are distinguished
/// by their loudness over time, which a telephone line, another sampling rate, silence around them
/// and a little noise leave unchanged.
///
/// Thread-safe.
public final class KnownClips {
  /// Measured on the callers' clips: one with noise 15 dB below it is at least 0.98 alike to
  /// itself, another sentence at most 0.69, and a sentence that begins with the same words 0.86.
  private static final double SAME = 0.93;

  /// Less similar clips in the quick estimate are not compared exactly.
  private static final double PERHAPS = 0.85;

  private static final int GUESS = 4;

  private static final int SHORTEST = 30;

  /// Shorter clips, of 0.75 s, are alike to parts of many sentences: they count only with silence
  /// around them.
  private static final int A_WORD = 150;

  private static final double NEARLY_ALL = 0.8;

  /// Shorter beginnings, of 0.5 s, are alike to anything.
  private static final int SHORTEST_BEGINNING = 100;

  private final List<Clip> clips = new CopyOnWriteArrayList<>();

  /// @param isFinished whether silence follows it
  private record Clip(Envelope whole, String words, boolean isFinished) {
    Clip beginning() {
      String[] all = words.split(" ", -1);
      String half = String.join(" ", List.of(all).subList(0, Math.max(1, all.length / 2)));
      return new Clip(whole.slice(0, whole.length() / 2), half, false);
    }
  }

  /// A clip that was recognised.
  private record Find(Clip clip, int from, double likeness) {
    int to() {
      return from + clip.whole().length();
    }

    boolean overlaps(Find other) {
      return from < other.to() && other.from < to();
    }
  }

  /// Adds a clip.
  ///
  /// @throws IllegalArgumentException when it has less than 150 ms of sound
  public void knows(Mulaw clip, String words) {
    Envelope envelope = Envelope.of(clip).trimmed();
    if (envelope.length() < SHORTEST) {
      throw new IllegalArgumentException("too short to be known again: " + clip);
    }
    clips.add(new Clip(envelope, words, true));
  }

  private static boolean counts(Clip clip, Envelope all, int from) {
    int length = clip.whole().length();
    return length >= A_WORD || !clip.isFinished() || all.isAlone(from, from + length);
  }

  /// The words of all clips in the audio, in order; empty when there are none.
  public String words(Mulaw heard) {
    return words(heard, clips);
  }

  /// The same for unfinished speech: of a clip that is half over, the first half of its words.
  public String wordsSoFar(Mulaw heard) {
    var expected = new ArrayList<>(clips);
    clips.stream()
        .filter(clip -> clip.whole().length() / 2 >= SHORTEST_BEGINNING)
        .forEach(clip -> expected.add(clip.beginning()));
    return words(heard, expected);
  }

  /// Whether the audio is known from its beginning to its end, and not only a word of it.
  public boolean isWhole(Mulaw heard) {
    int known = finds(heard, clips).stream().mapToInt(find -> find.clip().whole().length()).sum();
    return known > 0 && known >= NEARLY_ALL * Envelope.of(heard).trimmed().length();
  }

  private static String words(Mulaw heard, List<Clip> expected) {
    return finds(heard, expected).stream()
        .sorted(Comparator.comparingInt(Find::from))
        .map(find -> find.clip().words())
        .collect(Collectors.joining(" "));
  }

  /// The longest first.
  private static List<Find> finds(Mulaw heard, List<Clip> expected) {
    Envelope all = Envelope.of(heard);
    var finds = new ArrayList<Find>();
    for (Clip clip : expected) {
      for (int from = 0; from + clip.whole().length() <= all.length(); from++) {
        if (all.likeness(clip.whole(), from, GUESS) >= PERHAPS) {
          double likeness = all.likeness(clip.whole(), from, 1);
          if (likeness >= SAME && counts(clip, all, from)) {
            finds.add(new Find(clip, from, likeness));
          }
        }
      }
    }
    finds.sort(
        Comparator.comparingInt((Find find) -> -find.clip().whole().length())
            .thenComparing(Comparator.comparingDouble(Find::likeness).reversed()));
    var kept = new ArrayList<Find>();
    for (Find find : finds) {
      if (kept.stream().noneMatch(find::overlaps)) {
        kept.add(find);
      }
    }
    return kept;
  }
}
