package app.kolan.server.prompts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A temporary folder of plain files that is deleted when it is closed.
final class ScratchFolder implements AutoCloseable {
  private final Path folder;

  /// A folder in the system's temporary directory.
  ScratchFolder() throws IOException {
    folder = Files.createTempDirectory("kolan-prompts-");
  }

  /// A folder inside another, from which files can be moved there atomically.
  ScratchFolder(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, ".rendering-");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
