package app.kolan.server.directory;

/// Whether calls of a business are answered.
public enum BusinessState {
  /// They are.
  ACTIVE,
  /// Callers leave a message, and nothing else changes.
  SUSPENDED,
  /// Its numbers are nobody's. What happened stays until it is erased.
  CLOSED
}
