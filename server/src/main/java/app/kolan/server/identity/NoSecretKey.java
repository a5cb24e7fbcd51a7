package app.kolan.server.identity;

import app.kolan.server.identity.IdentityRefusal.Kind;

/// What encrypts secrets where no key is set: it refuses, and says how to set one.
public final class NoSecretKey implements SecretSealer {
  @Override
  public String seal(String secret) {
    throw refused();
  }

  @Override
  public String open(String sealed) {
    throw refused();
  }

  private static IdentityRefusal refused() {
    return new IdentityRefusal(
        Kind.CONFLICT,
        "one-time codes need a key to encrypt their secrets with: set KOLAN_SECRET_KEY");
  }
}
