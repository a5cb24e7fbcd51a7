package app.kolan.server.console.page;

import app.kolan.server.store.Speaker;
import app.kolan.server.store.Turn;
import app.kolan.twilio.audio.Pcm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The sound of a call as a drawing: the caller above, the agent below, time from left to right in
/// every language. Numbers are units of the drawing, which is 2000 wide and 200 high.
///
/// @param length of the whole, from the beginning of the stream
public record Waveform(Duration length, List<Shape> shapes) {
  static final int WIDTH = 2000;

  /// As many bars stand side by side.
  private static final int BARS = 500;

  private static final int STEP = WIDTH / BARS;
  private static final int CALLERS_MIDDLE = 50;
  private static final int AGENTS_MIDDLE = 150;
  private static final int HIGHEST = 46;
  private static final int LOWEST = 2;

  /// What is softer than this is drawn as low as it is, also when nothing is louder.
  private static final int LOUD = 3000;

  public Waveform {
    shapes = List.copyOf(shapes);
  }

  /// What one side said, or did not come to say.
  ///
  /// @param kind its class in the style sheet: `caller`, `agent` or `unheard`
  /// @param path as SVG has it
  public record Shape(String kind, String path) {}

  /// Where the sounds of turns come from.
  interface Sounds {
    /// The sound of a turn; empty when there is none.
    Pcm of(Turn turn) throws IOException;
  }

  /// The peaks of one side, and from where on what was said was not heard.
  private static final class Side {
    final int[] heard = new int[BARS];
    final int[] unheard = new int[BARS];

    int loudest() {
      int most = LOUD;
      for (int i = 0; i < BARS; i++) {
        most = Math.max(most, Math.max(heard[i], unheard[i]));
      }
      return most;
    }
  }

  /// Draws it.
  ///
  /// @param turns of a call, in their order
  static Waveform of(List<Turn> turns, Sounds sounds) throws IOException {
    var callers = new Side();
    var agents = new Side();
    long length = length(turns);
    for (int i = 0; i < turns.size(); i++) {
      Turn turn = turns.get(i);
      Side side = turn.speaker() == Speaker.CALLER ? callers : agents;
      if (turn.keys() == null) {
        long end = Math.min(length, endOfTurn(turns, i, length));
        add(side, turn, sounds.of(turn), end, length);
      }
    }
    var shapes = new ArrayList<Shape>();
    add(shapes, "caller", callers.heard, callers.loudest(), CALLERS_MIDDLE);
    add(shapes, "agent", agents.heard, agents.loudest(), AGENTS_MIDDLE);
    add(shapes, "unheard", agents.unheard, agents.loudest(), AGENTS_MIDDLE);
    return new Waveform(Duration.ofMillis(length), shapes);
  }

  private static long length(List<Turn> turns) {
    return turns.stream().mapToLong(turn -> turn.to().toMillis()).max().orElse(0) + 1;
  }

  /// What was not heard of a turn is drawn up to where the same side begins to speak again.
  private static long endOfTurn(List<Turn> turns, int index, long length) {
    Turn turn = turns.get(index);
    return turns.stream()
        .skip(index + 1L)
        .filter(next -> next.speaker() == turn.speaker())
        .mapToLong(next -> next.from().toMillis())
        .filter(from -> from >= turn.to().toMillis())
        .min()
        .orElse(length);
  }

  private static void add(Side side, Turn turn, Pcm sound, long end, long length) {
    long from = turn.from().toMillis();
    long heardUntil = turn.speaker() == Speaker.AGENT ? from + turn.heard().toMillis() : end;
    if (sound.length() == 0) {
      for (int bar = bar(from, length); bar <= bar(turn.to().toMillis(), length); bar++) {
        side.heard[bar] = Math.max(side.heard[bar], 1);
      }
      return;
    }
    for (int i = 0; i < sound.length(); i++) {
      long at = from + i * 1000L / sound.rate();
      if (at >= end) {
        break;
      }
      int bar = bar(at, length);
      int[] peaks = at < heardUntil ? side.heard : side.unheard;
      peaks[bar] = Math.max(peaks[bar], Math.max(1, Math.abs((int) sound.at(i))));
    }
  }

  private static int bar(long at, long length) {
    return Math.clamp(at * BARS / length, 0, BARS - 1);
  }

  private static void add(List<Shape> shapes, String kind, int[] peaks, int loudest, int middle) {
    var path = new StringBuilder();
    for (int i = 0; i < BARS; i++) {
      if (peaks[i] > 0) {
        // Loudness is heard by its logarithm; a root comes near enough.
        int height =
            Math.max(LOWEST, (int) Math.round(HIGHEST * Math.sqrt(peaks[i] / (double) loudest)));
        path.append(
            String.format(
                Locale.ROOT, "M%d %dv%d", i * STEP + STEP / 2, middle - height, 2 * height));
      }
    }
    if (!path.isEmpty()) {
      shapes.add(new Shape(kind, path.toString()));
    }
  }

  /// Where a moment is.
  int place(Duration at) {
    return Math.clamp(at.toMillis() * WIDTH / Math.max(1, length.toMillis()), 0, WIDTH);
  }

  /// How many milliseconds it is long.
  public long millis() {
    return length.toMillis();
  }

  /// Moments at which the quarters of it begin.
  public List<Duration> axis() {
    return List.of(
        Duration.ZERO,
        length.dividedBy(4),
        length.dividedBy(2),
        length.multipliedBy(3).dividedBy(4));
  }

  /// Whether what the agent said was not heard somewhere.
  public boolean hasUnheard() {
    return shapes.stream().anyMatch(shape -> shape.kind().equals("unheard"));
  }
}
