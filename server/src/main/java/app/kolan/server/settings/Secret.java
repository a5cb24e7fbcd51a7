package app.kolan.server.settings;

/// A value that must not be shown: a token, a key, a header. It prints masked, so that careless
/// logging is harmless.
public record Secret(String value) {
  @Override
  public String toString() {
    return "****";
  }
}
