package app.kolan.server.console.settings;

import app.kolan.server.directory.BusinessRecord;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.SettingsVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The versions of a business's settings that its pages speak of.
///
/// @param published null as long as none is
/// @param draft the newest that is one; null for none
/// @param newest the number of the newest version; 0 for none
public record SettingsState(
    @Nullable SettingsVersion published, @Nullable SettingsVersion draft, long newest) {
  /// How far back a draft is looked for.
  private static final int SEARCHED = 30;

  public static SettingsState of(BusinessRecord business, DirectoryStore store) {
    List<SettingsVersion> versions = store.versions(business.id(), Long.MAX_VALUE, SEARCHED);
    Long number = business.publishedVersion();
    return new SettingsState(
        number == null ? null : store.version(business.id(), number).orElse(null),
        versions.stream()
            .filter(version -> version.state() == SettingsVersion.State.DRAFT)
            .findFirst()
            .orElse(null),
        versions.isEmpty() ? 0 : versions.getFirst().version());
  }

  /// What a change begins from: the draft, or what is published; null for nothing.
  public @Nullable SettingsVersion edited() {
    return draft == null ? published : draft;
  }

  public boolean hasDraft() {
    return draft != null;
  }
}
