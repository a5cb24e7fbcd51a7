package app.kolan.server.tts;

import app.kolan.twilio.audio.Mulaw;

/// The effect of a message on one text.
///
/// @param sound its audio; may be empty
record SynthesisMessage(Mulaw sound, Progress progress) {
  /// A message without effect on the text.
  static final SynthesisMessage NOTHING = new SynthesisMessage(Mulaw.EMPTY, Progress.GOES_ON);

  enum Progress {
    /// More will follow.
    GOES_ON,
    /// The audio is complete, as far as the provider reports it.
    COMPLETE,
    /// The text has ended on the socket; nothing more comes of it.
    OVER
  }
}
