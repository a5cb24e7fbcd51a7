package app.kolan.server.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Reads settings that name a folder.
public final class FolderSetting {
  private FolderSetting() {}

  /// The folder that a setting names, as an absolute path; it need not exist, but a file of that
  /// name is a problem.
  ///
  /// @param usual the path when it is not set
  public static Path read(SettingsSource source, Setting setting, String usual) {
    String text = source.text(setting).orElse(usual);
    try {
      Path path = Path.of(text).toAbsolutePath().normalize();
      if (Files.exists(path) && !Files.isDirectory(path)) {
        source.problem(setting, text, "it is a file; name a folder");
      }
      return path;
    } catch (InvalidPathException e) {
      source.problem(setting, text, "give the path of a folder");
      return Path.of(usual);
    }
  }
}
