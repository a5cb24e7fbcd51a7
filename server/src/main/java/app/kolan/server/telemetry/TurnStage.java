package app.kolan.server.telemetry;

/// The stages of a turn, in the order in which a caller waits for them.
public enum TurnStage {
  /// The ear has decided that the caller's turn is over; or a speech model has, if it was first.
  SPEECH_ENDED,
  /// The recogniser has told the words of the turn for good.
  WORDS_KNOWN,
  /// The mind was asked.
  MIND_ASKED,
  /// The mind's first words, or its wish to use a tool, have come.
  FIRST_TOKEN,
  /// The voice was asked to say the first clause.
  VOICE_ASKED,
  /// The first sound of the voice has come.
  FIRST_SOUND,
  /// The first sound has gone out to Twilio, be it the answer's or a filler.
  FIRST_SENT,
  /// The caller has heard the first of it, as far as the line's frames and marks tell.
  FIRST_HEARD
}
