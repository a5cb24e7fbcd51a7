package app.kolan.server.identity;

/// Whether a user may sign in.
public enum UserState {
  /// Was invited, and has not chosen a password yet.
  INVITED,
  /// May.
  ACTIVE,
  /// May not, until somebody allows it again.
  DISABLED
}
