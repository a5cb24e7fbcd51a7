package app.kolan.server.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Folders that only the user who runs Kolan may look into, and files: what people said is in them.
public final class PrivateFolders {
  /// Whether this is a system with POSIX permissions, where also folders can be synced.
  public static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private static final FileAttribute<?>[] ATTRIBUTES =
      POSIX
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
          }
          : new FileAttribute<?>[0];

  private static final FileAttribute<?>[] FILE_ATTRIBUTES =
      POSIX
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  private PrivateFolders() {}

  /// Creates the folder and those above it; one that is there stays as it is.
  public static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, ATTRIBUTES);
    }
  }

  /// Creates an empty file; one that is there is replaced.
  public static void createFile(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, FILE_ATTRIBUTES);
  }
}
