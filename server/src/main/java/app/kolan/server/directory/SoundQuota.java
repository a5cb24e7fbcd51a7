package app.kolan.server.directory;

import app.kolan.server.prompts.SoundStore;
import app.kolan.server.prompts.UnusableSound;
import app.kolan.server.settings.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How many recordings of its own a business may have, in all versions of its settings: one that is
/// no longer played is still there for the version that names it. Blocks for the store and the
/// disk; safe to share.
public record SoundQuota(DirectoryStore store, SoundStore sounds) {
  /// Twenty times every sentence that can be recorded.
  public static final int MOST = 1000;

  /// About ten hours of speech.
  public static final int MOST_MEGABYTES = 400;

  private static final int PAGE = 200;

  /// @throws UnusableSound with the remedy when the business may have no more
  public void requireRoom(long business) throws UnusableSound {
    Set<String> hashes = hashes(business);
    if (hashes.size() >= MOST) {
      throw new UnusableSound(
          "the business has %d recordings of its own, and may have %d; publish a version that has one of them, or ask whoever runs the server"
              .formatted(hashes.size(), MOST));
    }
    long megabytes = sounds.bytes(hashes) >> 20;
    if (megabytes >= MOST_MEGABYTES) {
      throw new UnusableSound(
          "the recordings of the business take %d MB, and may take %d; publish a version that has one of them, or ask whoever runs the server"
              .formatted(megabytes, MOST_MEGABYTES));
    }
  }

  private Set<String> hashes(long business) {
    var hashes = new HashSet<String>();
    long before = Long.MAX_VALUE;
    List<SettingsVersion> page;
    do {
      page = store.versions(business, before, PAGE);
      page.forEach(version -> hashes.addAll(named(version.document())));
      before = page.isEmpty() ? 0 : page.getLast().version();
    } while (page.size() == PAGE && hashes.size() < MOST);
    return hashes;
  }

  private static List<String> named(String document) {
    if (!document.contains(SoundSettings.SOUNDS)) {
      return List.of();
    }
    return YamlText.map("settings", document, new ArrayList<>())
        .path(SoundSettings.SOUNDS)
        .valueStream()
        .map(hash -> hash.asText())
        .filter(SoundStore::isHash)
        .toList();
  }
}
