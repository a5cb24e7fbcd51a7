package app.kolan.server.store;

/// How far a recording has come on its way to the data folder.
public enum RecordingState {
  /// Twilio has it or will have it, and it is to be fetched.
  ANNOUNCED,
  /// It is in the data folder.
  STORED,
  /// Twilio has no such recording.
  ABSENT,
  /// It could not be fetched, and someone should look at its problem.
  FAILED
}
