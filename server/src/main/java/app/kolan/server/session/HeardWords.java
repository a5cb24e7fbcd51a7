package app.kolan.server.session;

/// What came of listening for words.
public sealed interface HeardWords {
  /// The caller spoke.
  ///
  /// @param words empty when nothing was understood
  /// @param turn the position of the last turn in the call
  record Words(String words, int turn) implements HeardWords {
    @Override
    public String toString() {
      return "Words[" + turn + "]";
    }
  }

  /// The caller pressed a key.
  record Key(Heard.Key key) implements HeardWords {}

  /// The caller said nothing for as long as was waited.
  record Silence() implements HeardWords {}
}
