package app.kolan.server.telemetry;

/// The stages of a turn, in chronological order.
public enum TurnStage {
  /// The turn-taking has ended the caller's turn; or a realtime model has, if it was first.
  SPEECH_ENDED,
  /// The final transcript of the turn has arrived.
  WORDS_KNOWN,
  /// The language model was asked.
  MODEL_ASKED,
  /// The language model's first token, or its first tool call, has arrived.
  FIRST_TOKEN,
  /// The first clause was sent to text-to-speech.
  VOICE_ASKED,
  /// The first audio of text-to-speech has arrived.
  FIRST_SOUND,
  /// The first audio was sent to Twilio, of the response or of a filler.
  FIRST_SENT,
  /// The caller has heard the first of it, according to the line's frames and marks.
  FIRST_HEARD
}
