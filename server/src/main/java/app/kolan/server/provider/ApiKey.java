package app.kolan.server.provider;

/// A key of an account at a provider. It prints masked.
public record ApiKey(String value) {
  @Override
  public String toString() {
    return "****";
  }
}
