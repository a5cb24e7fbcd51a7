package app.kolan.server.identity;

import org.jspecify.annotations.Nullable;

/// Which users of the server are asked for, by identifier.
///
/// @param words a part of the address or the name; empty for all
/// @param kind null for all
/// @param after only those of greater identifiers; 0 for the beginning
public record UserQuery(String words, @Nullable Kind kind, long after, int limit) {
  /// What users have in common.
  public enum Kind {
    /// They run the server.
    OPERATOR,
    /// Nobody has signed in with the account so far.
    NEVER_SIGNED_IN,
    /// They may not sign in.
    DISABLED
  }
}
