package app.kolan.server.ledger;

/// Whose turn it was.
public enum Speaker {
  CALLER,
  AGENT
}
