package app.kolan.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a secret is, in place of the secret itself: `env:NAME` for a variable of the server's
/// environment, `file:/path` for a file that holds it alone. It may be shown.
public sealed interface SecretReference {
  String VARIABLE = "env:";
  String FILE = "file:";

  /// What a reference is written like, for people who have written something else.
  String REMEDY = "write env:NAME, or file: and an absolute path, such as file:/run/secrets/name";

  /// A variable of the environment.
  record Variable(String name) implements SecretReference {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// A variable that sets the server itself is none of a business's.
    private static final String OWN = "KOLAN_";

    @Override
    public String toString() {
      return VARIABLE + name;
    }
  }

  /// A file, by its absolute path.
  record File(Path path) implements SecretReference {
    @Override
    public String toString() {
      return FILE + path;
    }
  }

  /// Whether a text is meant as a reference, well written or not.
  static boolean isMeant(String text) {
    return text.startsWith(VARIABLE) || text.startsWith(FILE);
  }

  /// Reads a reference; empty when the text is none that can be followed.
  static Optional<SecretReference> of(String text) {
    if (text.startsWith(VARIABLE)) {
      String name = text.substring(VARIABLE.length());
      return Variable.NAME.matcher(name).matches() && !name.startsWith(Variable.OWN)
          ? Optional.of(new Variable(name))
          : Optional.empty();
    }
    if (text.startsWith(FILE) && text.indexOf(',') < 0) {
      try {
        Path path = Path.of(text.substring(FILE.length()));
        return path.isAbsolute() && path.equals(path.normalize())
            ? Optional.of(new File(path))
            : Optional.empty();
      } catch (InvalidPathException _) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
