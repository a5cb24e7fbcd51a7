package app.kolan.server.provider;

/// A key of an account at a provider. Its `toString` is masked.
public record ApiKey(String value) {
  @Override
  public String toString() {
    return "****";
  }
}
