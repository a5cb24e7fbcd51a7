package app.kolan.server.identity;

/// Encrypts what the database must not show, and cannot hash since it is needed again.
public interface SecretSealer {
  /// @param purpose what it is for; what is sealed for one purpose cannot be opened for another
  String seal(String secret, String purpose);

  /// What was sealed.
  ///
  /// @throws IdentityRefusal when it was sealed with another key or for another purpose
  String open(String sealed, String purpose);
}
