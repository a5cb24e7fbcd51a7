package app.kolan.server.tts;

import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;

/// Converts a provider's response for one text into telephone audio, piece by piece.
interface AudioDecoder {
  /// The audio that this piece completes; may be empty.
  ///
  /// @throws ProviderFailure when it is not audio in the requested format
  Mulaw decode(byte[] piece) throws ProviderFailure;

  /// The audio that was held back until the end; may be empty.
  Mulaw finish() throws ProviderFailure;
}
