package app.kolan.server.settings;

/// Something that is wrong with the settings.
///
/// @param key what was set, as the operator knows it
/// @param seen the value that was found; masked when it is a secret
/// @param remedy what to do
public record ConfigProblem(String key, String seen, String remedy) {
  /// One line for the terminal.
  public String line() {
    return "%s is %s: %s".formatted(key, seen, remedy);
  }
}
