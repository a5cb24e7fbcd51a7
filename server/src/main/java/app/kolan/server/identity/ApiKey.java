package app.kolan.server.identity;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An API key, as it may be shown to anybody who may see keys: all but the secret.
///
/// @param prefix how the key begins, by which its owner recognises it
/// @param name what it is for; may be empty
/// @param business the only business that it is for; null when it is for all of them
/// @param createdBy who made it, as in the audit log
/// @param expiresAt from when on it is refused; null for never
/// @param revokedAt null as long as it is not revoked
/// @param usedAt when it was last used, to a few minutes; null for never
public record ApiKey(
    long id,
    String prefix,
    String name,
    @Nullable Long business,
    Set<Permission> scopes,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant usedAt) {
  public ApiKey {
    scopes = Set.copyOf(scopes);
  }

  /// Whether it is accepted at that time.
  public boolean isValid(Instant at) {
    return revokedAt == null && (expiresAt == null || at.isBefore(expiresAt));
  }

  /// What it is called in the audit log.
  public String subject() {
    return subject(id);
  }

  /// What the key of an identifier is called in the audit log, also as who does something.
  public static String subject(long id) {
    return "key:" + id;
  }
}
