package app.kolan.server.prompts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A place that holds files by name: the class path or a folder.
@FunctionalInterface
interface ResourceSource {
  /// A file's content; empty when there is no such file.
  ///
  /// @throws IOException when it is there and cannot be read
  Optional<byte[]> read(String name) throws IOException;

  /// The files in a folder of the class path, such as `/prompts/he/`.
  static ResourceSource onClassPath(String path) {
    return name -> {
      try (var stream = ResourceSource.class.getResourceAsStream(path + name)) {
        return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
      }
    };
  }

  static ResourceSource in(Path folder) {
    return name -> {
      try {
        return Optional.of(Files.readAllBytes(folder.resolve(name)));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
    };
  }
}
