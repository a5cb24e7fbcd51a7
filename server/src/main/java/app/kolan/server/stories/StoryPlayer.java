package app.kolan.server.stories;

import app.kolan.server.business.BusinessSettings;
import java.util.List;
import java.util.Optional;

/// Plays the stories of a business against its settings, which need not be in force: by text, with
/// the language model, the instructions and the tools that they name. Nothing outside comes of it,
/// and nothing of it is in the ledger. Safe to share.
public interface StoryPlayer {
  /// Plays all stories of the settings. Blocks for the language model, for less than a minute.
  ///
  /// @return the stories in their order; empty when too many are being played, so that it has to be
  ///   tried again
  /// @throws app.kolan.server.store.StoreException when there is no room for what they would store
  Optional<List<PlayedStory>> play(BusinessSettings settings) throws InterruptedException;

  /// Whether stories can be played against settings: a language model that answers by text is set.
  static boolean canPlay(BusinessSettings settings) {
    return !settings.providers().languageModels().isEmpty();
  }
}
