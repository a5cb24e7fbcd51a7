package app.kolan.server.media.endofturn;

/// What speech-to-text has understood of an unfinished turn.
///
/// @param words the interim transcript, with or without punctuation
/// @param asked what the agent asked for
public record TurnText(String words, AnswerKind asked) {
  /// The words of a turn of which nothing else is known.
  public TurnText(String words) {
    this(words, AnswerKind.UNKNOWN);
  }
}
