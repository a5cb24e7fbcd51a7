package app.kolan.server.api;

import app.kolan.server.business.BusinessSettings;
import app.kolan.server.prompts.Prompt;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Mulaw;
import app.kolan.twilio.audio.Pcm;
import java.util.Map;
import java.util.Optional;

/// The sentences of businesses in the voices of their text-to-speech providers. Safe to share.
public interface BusinessVoice {
  /// What a sentence says for a business.
  String text(long business, Prompt sentence);

  /// The sentence as telephone audio, as a caller hears it where a business has no sound of its own
  /// for it; empty for a greeting in words, which Twilio's voice says.
  Optional<Mulaw> usual(long business, Prompt sentence);

  /// The sentence as the business's provider says it; empty when it has none. Blocks for the
  /// provider, within its time limits.
  default Optional<Pcm> say(long business, Prompt sentence)
      throws ProviderFailure, InterruptedException {
    return say(business, text(business, sentence));
  }

  /// The same for any text, by other settings than those of calls, such as a draft.
  ///
  /// @param lexicon how words are said, by how they are written
  Optional<Pcm> say(BusinessSettings settings, Map<String, String> lexicon, String text)
      throws ProviderFailure, InterruptedException;

  /// The same for any text by the settings of calls.
  Optional<Pcm> say(long business, String text) throws ProviderFailure, InterruptedException;
}
