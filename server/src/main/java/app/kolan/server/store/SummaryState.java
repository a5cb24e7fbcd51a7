package app.kolan.server.store;

/// How far a summary has come. What is sent stays sent.
public enum SummaryState {
  WAITING,
  SENT,
  /// It was given up.
  FAILED
}
