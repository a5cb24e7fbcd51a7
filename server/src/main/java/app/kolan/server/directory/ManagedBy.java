package app.kolan.server.directory;

/// Where a business is changed. Elsewhere it can only be read.
public enum ManagedBy {
  /// By the API and the commands.
  API,
  /// By files that the operator keeps, such as a checkout of a repository.
  FILE
}
