package app.kolan.server.seen;

/// Why a caller could not talk and was led to voicemail.
public enum LimitReached {
  /// As many calls talk as may talk at once.
  CALLS,
  /// As many calls have begun within a second as may begin.
  NEW_CALLS
}
