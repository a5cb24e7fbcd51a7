package app.kolan.server.store;

/// Whether a lead is still being collected. A complete lead stays complete.
public enum LeadState {
  OPEN,
  COMPLETE
}
