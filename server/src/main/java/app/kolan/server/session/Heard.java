package app.kolan.server.session;

import java.time.Duration;

/// What came of listening.
public sealed interface Heard {
  /// The caller spoke, and it was kept.
  ///
  /// @param words empty when nothing was understood, or words were not asked for
  /// @param turn the position of the last turn in the call
  record Speech(String words, int turn) implements Heard {
    @Override
    public String toString() {
      return "Speech[" + turn + "]";
    }
  }

  /// The caller pressed a key, which may be the first of several.
  ///
  /// @param at when, from the start of the stream
  record Key(char digit, Duration at) implements Heard {
    @Override
    public String toString() {
      return "Key[" + at + "]";
    }
  }

  /// The caller said nothing for as long as was waited.
  record Silence() implements Heard {}
}
