package app.kolan.server.session;

import java.time.Duration;

/// What came of listening.
public sealed interface Heard {
  /// The caller spoke, and it was kept.
  ///
  /// @param turn its position in the call
  record Answer(int turn) implements Heard {}

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
