package app.kolan.server.bootstrap;

import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.SecretSealer;

/// Encrypts secrets of users as those of businesses are.
record CipherSealer(SecretCipher cipher) implements SecretSealer {
  @Override
  public String seal(String secret, String purpose) {
    return cipher.encrypt(secret, purpose);
  }

  @Override
  public String open(String sealed, String purpose) {
    try {
      return cipher.decrypt(sealed, purpose);
    } catch (UnreadableSecret e) {
      throw new IdentityRefusal(Kind.CONFLICT, String.valueOf(e.getMessage()));
    }
  }
}
