package app.kolan.server.console.page;

import app.kolan.server.api.BusinessVoice;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.console.http.PageRequest;
import app.kolan.server.console.page.TriedSettings.Choice;
import app.kolan.server.provider.ProviderFailure;
import app.kolan.twilio.audio.Pcm;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Texts in the voices of businesses, for pages: by the draft where there is one. Safe to share.
public record SpokenTexts(BusinessVoice voice, TriedSettings tried, ProviderCalls calls) {
  /// The text as the business's provider says it; empty when it has none, or it did not say it in
  /// time.
  ///
  /// @param typed how words are said, by how they are written, where that was just typed; null for
  ///   as the settings have it
  Optional<Pcm> say(PageRequest request, @Nullable Map<String, String> typed, String text) {
    BusinessSettings settings =
        tried.all(request).stream().map(Choice::settings).findFirst().orElse(null);
    if (settings == null || text.isBlank()) {
      return Optional.empty();
    }
    Map<String, String> lexicon = typed == null ? settings.business().profile().lexicon() : typed;
    try {
      return calls.call("voice", () -> voice.say(settings, lexicon, text));
    } catch (ProviderFailure _) {
      return Optional.empty();
    }
  }
}
