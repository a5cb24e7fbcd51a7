package app.kolan.server.nodes;

import org.jspecify.annotations.Nullable;

/// Encrypts what nodes tell each other, and authenticates it, by the key that all of them have.
public interface NodeCipher {
  /// @param purpose for what alone it can be opened
  String seal(String text, String purpose);

  /// Null when it was not sealed by this key for this purpose.
  @Nullable String open(String sealed, String purpose);
}
