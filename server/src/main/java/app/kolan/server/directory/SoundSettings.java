package app.kolan.server.directory;

import app.kolan.server.directory.BusinessAdministration.Author;
import app.kolan.server.settings.YamlEdit;
import app.kolan.server.settings.YamlText;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sounds of its own that a business's published settings name. A change is a new version,
/// published at once. Blocks for the store; safe to share.
public final class SoundSettings {
  static final String SOUNDS = "sounds";

  private final DirectoryStore store;
  private final BusinessAdministration administration;

  public SoundSettings(DirectoryStore store, BusinessAdministration administration) {
    this.store = store;
    this.administration = administration;
  }

  /// The hashes of its sounds, by the names of the sentences.
  public Map<String, String> of(BusinessRecord business) {
    var sounds = new LinkedHashMap<String, String>();
    document(business)
        .path(SOUNDS)
        .properties()
        .forEach(entry -> sounds.put(entry.getKey(), entry.getValue().asText()));
    return sounds;
  }

  /// Whether somebody may change them at all, which is to be known before a sound is stored.
  ///
  /// @throws DirectoryConflict when the business is managed by a file
  public void requireChangeable(BusinessRecord business, Author author) {
    var _ = administration.changeable(business.id(), author);
  }

  /// Plays a sound in place of a sentence from the next call on.
  ///
  /// @param hash null to play none
  /// @throws InvalidSettings when the settings cannot be used with it, or any more
  /// @throws DirectoryConflict when the business is managed by a file, or was changed meanwhile
  public SettingsVersion set(
      BusinessRecord business, String sentence, @Nullable String hash, Author author)
      throws InvalidSettings {
    String before = text(business);
    ObjectNode document = YamlText.map("settings", before, new ArrayList<>());
    ObjectNode sounds =
        document.get(SOUNDS) instanceof ObjectNode there ? there : document.putObject(SOUNDS);
    if (hash == null) {
      sounds.remove(sentence);
    } else {
      sounds.put(sentence, hash);
    }
    if (sounds.isEmpty()) {
      document.remove(SOUNDS);
    }
    return administration.publishNew(
        business, YamlEdit.of(before, document), "sound of " + sentence, author);
  }

  private ObjectNode document(BusinessRecord business) {
    return YamlText.map("settings", text(business), new ArrayList<>());
  }

  private String text(BusinessRecord business) {
    return Optional.ofNullable(business.publishedVersion())
        .flatMap(published -> store.version(business.id(), published))
        .map(SettingsVersion::document)
        .orElse("");
  }
}
