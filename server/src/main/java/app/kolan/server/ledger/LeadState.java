package app.kolan.server.ledger;

/// Whether a lead is still being collected. A complete lead stays complete.
public enum LeadState {
  OPEN,
  COMPLETE
}
