package app.kolan.server.telemetry;

/// The limit because of which a caller was led to voicemail.
public enum LimitReached {
  /// The maximum number of concurrent calls.
  CALLS,
  /// The maximum number of new calls per second.
  NEW_CALLS,
  /// The maximum number of concurrent calls of the business.
  BUSINESS_CALLS,
  /// The minutes a month of the business.
  BUSINESS_MINUTES,
  /// What providers may cost the business in a month.
  BUSINESS_COST
}
