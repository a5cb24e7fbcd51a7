package app.kolan.server.stt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// A turn whose words are wanted.
final class PendingTranscription {
  private final long number;
  private final long end;
  private final List<String> pieces;
  private final Future<?> bound;
  private @Nullable String words;

  /// @param end how much had been heard at its end, in samples
  /// @param pieces the words of it that are known already
  /// @param bound what happens when nobody answers
  PendingTranscription(long number, long end, List<String> pieces, Future<?> bound) {
    this.number = number;
    this.end = end;
    this.pieces = new ArrayList<>(pieces);
    this.bound = bound;
  }

  long number() {
    return number;
  }

  long end() {
    return end;
  }

  void add(String piece) {
    pieces.add(piece);
  }

  List<String> pieces() {
    return pieces;
  }

  /// Has all its words.
  void answer(String all) {
    words = all;
    bound.cancel(false);
  }

  /// Its words; null as long as they are not known.
  @Nullable String words() {
    return words;
  }

  void forget() {
    bound.cancel(false);
  }
}
