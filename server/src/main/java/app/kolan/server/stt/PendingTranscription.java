package app.kolan.server.stt;

import app.kolan.server.provider.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A turn whose transcript is pending.
final class PendingTranscription {
  private final long number;
  private final long end;
  private final Duration silence;
  private final List<String> pieces;
  private final Timeout bound;
  private String interim;
  private @Nullable String words;

  /// @param end the position of its end in the call's audio, in samples
  /// @param silence how long nobody has spoken there; zero when it was not measured
  /// @param pieces the final words of it that are known already
  /// @param interim what was understood of it so far; empty for nothing
  /// @param bound the timeout of the answer
  PendingTranscription(
      long number, long end, Duration silence, List<String> pieces, String interim, Timeout bound) {
    this.number = number;
    this.end = end;
    this.silence = silence;
    this.pieces = new ArrayList<>(pieces);
    this.interim = interim;
    this.bound = bound;
  }

  long number() {
    return number;
  }

  long end() {
    return end;
  }

  Duration silence() {
    return silence;
  }

  void add(String piece) {
    pieces.add(piece);
  }

  List<String> pieces() {
    return pieces;
  }

  /// The interim transcript, which may still change.
  String interim() {
    return interim;
  }

  void interim(String changed) {
    interim = changed;
  }

  /// Completes it with its transcript. Some providers send a final one without words although they
  /// have understood some: then those count.
  void answer(String all) {
    words = all.isBlank() ? TranscriptText.tidy(interim) : all;
    bound.off();
  }

  /// Its transcript; null as long as it is not known.
  @Nullable String words() {
    return words;
  }

  void forget() {
    bound.off();
  }
}
