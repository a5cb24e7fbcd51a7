package app.kolan.server.media.turns;

import app.kolan.twilio.audio.Mulaw;
import java.util.List;
import java.util.function.Consumer;

/// Splits the audio of one side of a call into frames.
///
/// Its clock is the audio itself. A gap in the timestamps becomes silent frames, so that time never
/// runs slower than the stream's. Not safe for use by several threads at once.
public final class FrameSplitter {
  private static final long LONGEST_GAP_MILLIS = 2000;

  private Mulaw rest = Mulaw.EMPTY;
  private long frames;

  /// Splits the audio of a message; the remainder waits for the next one.
  ///
  /// @param timestamp milliseconds from the start of the stream, or 0 when it is not known
  /// @param each receives the frames, in order
  public void cut(Mulaw audio, long timestamp, Consumer<Mulaw> each) {
    fill(timestamp, each);
    Mulaw all = rest.isEmpty() ? audio : Mulaw.join(List.of(rest, audio));
    if (all.length() == Mulaw.FRAME) {
      rest = Mulaw.EMPTY;
      give(all, each);
      return;
    }
    int whole = all.length() / Mulaw.FRAME * Mulaw.FRAME;
    rest = all.slice(whole, all.length());
    for (int at = 0; at < whole; at += Mulaw.FRAME) {
      give(all.slice(at, at + Mulaw.FRAME), each);
    }
  }

  private void fill(long timestamp, Consumer<Mulaw> each) {
    long missing = timestamp - (frames * 20 + rest.length() / 8);
    if (missing > 40 && timestamp > 0) {
      long silent = Math.min(missing, LONGEST_GAP_MILLIS) / 20;
      for (long i = 0; i < silent; i++) {
        give(Mulaw.SILENT_FRAME, each);
      }
    }
  }

  private void give(Mulaw frame, Consumer<Mulaw> each) {
    frames++;
    each.accept(frame);
  }
}
