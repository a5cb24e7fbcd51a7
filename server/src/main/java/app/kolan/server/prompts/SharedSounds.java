package app.kolan.server.prompts;

import java.util.Optional;
import java.util.Set;

/// The sounds of businesses' own that several servers have in common, each under the hash of its
/// MP3 file. Every method blocks for the database and throws
/// [app.kolan.server.store.StoreException] when that fails. Safe to share.
public interface SharedSounds {
  /// Keeps a sound; one that is there already is left as it is.
  void keep(String hash, SoundForms sound);

  Optional<SoundForms> find(String hash);

  /// The hashes of all.
  Set<String> hashes();
}
