package app.kolan.server.telemetry;

/// Why a caller could not talk and was led to voicemail.
public enum LimitReached {
  /// As many calls talk as may talk at once.
  CALLS,
  /// As many calls have begun within a second as may begin.
  NEW_CALLS
}
