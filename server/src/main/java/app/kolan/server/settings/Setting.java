package app.kolan.server.settings;

/// One value that an operator can set, by an environment variable or by a key of `kolan.yaml`. The
/// feature that it belongs to declares it.
///
/// @param environment the environment variable
/// @param yaml the key in `kolan.yaml`; a dot leads into a nested map
/// @param meaning what it does, for the table in `docs/configuration.md`
/// @param usual what holds when it is not set, in words
/// @param isOfEachServer whether servers that share a database may differ in it, or see in another
///   way that they do not
public record Setting(
    String environment, String yaml, String meaning, String usual, boolean isOfEachServer) {
  /// One that has to be the same for servers that share a database.
  public Setting(String environment, String yaml, String meaning, String usual) {
    this(environment, yaml, meaning, usual, false);
  }

  /// The same, in which servers that share a database may differ.
  public Setting ofEachServer() {
    return new Setting(environment, yaml, meaning, usual, true);
  }
}
