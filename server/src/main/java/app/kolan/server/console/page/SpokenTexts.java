package app.kolan.server.console.page;

import app.kolan.server.api.BusinessVoice;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Pcm;
import java.util.Optional;

/// Texts in the voices of businesses, for pages. Safe to share.
public record SpokenTexts(BusinessVoice voice, ProviderCalls calls) {
  /// The text as the business's provider says it; empty when it has none, or it did not say it in
  /// time.
  Optional<Pcm> say(long business, String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return calls.call("voice", () -> voice.say(business, text));
    } catch (ProviderFailure _) {
      return Optional.empty();
    }
  }
}
