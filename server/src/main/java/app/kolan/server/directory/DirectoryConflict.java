package app.kolan.server.directory;

/// A change that cannot be made because of another one. Its message says which, for people.
public final class DirectoryConflict extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DirectoryConflict(String message) {
    super(message);
  }
}
