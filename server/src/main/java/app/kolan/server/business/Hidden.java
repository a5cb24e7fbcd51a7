package app.kolan.server.business;

/// A text that must not be seen, such as a key. It prints masked.
public record Hidden(String value) {
  @Override
  public String toString() {
    return "****";
  }
}
