package app.kolan.server.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version of a business's settings. It never changes but for its state.
///
/// @param version counts from 1, in each business by itself
/// @param document what stands below `business:` in a `kolan.yaml`, and the providers, as YAML;
///   secrets are references
/// @param author who wrote it, as in the audit log
/// @param keepsOperatorEntries whether somebody else than the operator wrote it, and left the
///   operator's entries as they were
/// @param note why, in the author's words; may be empty
/// @param publishedAt when it was last made the one by which calls are answered; null when never
public record SettingsVersion(
    long business,
    long version,
    State state,
    String document,
    String author,
    boolean keepsOperatorEntries,
    String note,
    Instant createdAt,
    @Nullable Instant publishedAt) {
  /// What has become of a version.
  public enum State {
    /// No call was answered by it yet.
    DRAFT,
    /// New calls are answered by it; one version of a business at most.
    PUBLISHED,
    /// Calls were answered by it, or it was given up.
    ARCHIVED
  }

  /// Whether it may reach into the server, as the operator's own document does.
  boolean isTrusted() {
    return keepsOperatorEntries || BusinessAdministration.Author.isTrusted(author);
  }
}
