package app.kolan.server.store.sqlite;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The file of a database with all tables and no rows, as the migrations have made the first new
/// one of this process: a copy of it is a new database. Flyway takes a tenth of a second and more
/// for each, and stories that are played against a draft, replays and test calls begin with one
/// each.
///
/// It is kept in memory, which is given back when memory is scarce. Any thread may use it.
final class EmptyDatabase {
  private static volatile SoftReference<byte @Nullable []> content = new SoftReference<>(null);

  private EmptyDatabase() {}

  /// Puts a copy there, whole or not at all. Nothing is done while none is known, or where a file
  /// is already.
  static void copyTo(Path file) throws IOException {
    byte[] copy = content.get();
    if (copy == null) {
      return;
    }
    Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), "kolan", ".db.part");
    try {
      Files.write(unfinished, copy);
      Files.move(unfinished, file);
    } catch (FileAlreadyExistsException another) {
      // Another process has made one meanwhile.
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /// Keeps a file that the migrations have just made, and that nobody has open.
  static void keep(Path file) throws IOException {
    if (content.get() == null
        && Files.notExists(file.resolveSibling(file.getFileName() + "-wal"))) {
      content = new SoftReference<>(Files.readAllBytes(file));
    }
  }
}
