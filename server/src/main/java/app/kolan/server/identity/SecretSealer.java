package app.kolan.server.identity;

/// Encrypts what the database must not show, and cannot hash since it is needed again.
public interface SecretSealer {
  /// @throws IdentityRefusal when there is no key to encrypt with
  String seal(String secret);

  /// What was sealed.
  ///
  /// @throws IdentityRefusal when the key is another one, or there is none
  String open(String sealed);
}
