package app.kolan.server.store;

/// Whose turn it was.
public enum Speaker {
  CALLER,
  AGENT
}
