package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;

/// Turns what a provider sends for one text into telephone audio, piece by piece.
interface AudioDecoder {
  /// The sound that this piece completes; it may be empty.
  ///
  /// @throws ProviderFailure when it is no sound that was asked for
  Mulaw decode(byte[] piece) throws ProviderFailure;

  /// The sound that was held back until the end; it may be empty.
  Mulaw finish() throws ProviderFailure;
}
