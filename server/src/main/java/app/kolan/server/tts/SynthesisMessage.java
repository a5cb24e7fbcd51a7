package app.kolan.server.tts;

import app.kolan.twilio.audio.Mulaw;

/// What a message from a provider's socket brings for one text.
///
/// @param sound it may be empty
record SynthesisMessage(Mulaw sound, Progress progress) {
  /// A message that is of no matter for the text.
  static final SynthesisMessage NOTHING = new SynthesisMessage(Mulaw.EMPTY, Progress.GOES_ON);

  enum Progress {
    /// More is to come.
    GOES_ON,
    /// The sound is complete, as far as the provider can tell.
    COMPLETE,
    /// Nothing more comes of this text.
    OVER
  }
}
