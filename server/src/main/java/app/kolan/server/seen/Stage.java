package app.kolan.server.seen;

/// The stages of a turn, in the order in which a caller waits for them.
public enum Stage {
  /// The ear has decided that the caller's turn is over.
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
  /// The first sound has gone out to Twilio.
  FIRST_SENT,
  /// The caller has heard the first of it, as far as the line's frames and marks tell.
  FIRST_HEARD
}
