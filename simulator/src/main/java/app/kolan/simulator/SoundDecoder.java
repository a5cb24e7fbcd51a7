package app.kolan.simulator;

import app.kolan.twilio.audio.Mulaw;
import java.util.Optional;

/// Decodes audio formats that the simulator does not implement, such as MP3.
///
/// Called from any thread.
@FunctionalInterface
public interface SoundDecoder {
  /// Decodes nothing: an MP3 plays as silence of its length.
  SoundDecoder NONE = (_, _) -> Optional.empty();

  /// The sound of a file; empty when this decoder does not know the format.
  ///
  /// @param mediaType in lower case and without parameters, such as `audio/mpeg`
  Optional<Mulaw> decode(String mediaType, byte[] file);
}
