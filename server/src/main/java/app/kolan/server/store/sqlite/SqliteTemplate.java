package app.kolan.server.store.sqlite;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The file of a database with all tables and no rows, as the migrations have made the first new
/// one of this process: a copy of it is a new database. Flyway takes a tenth of a second and more
/// for each, and stories that are played against a draft, replays and test calls begin with one
/// each.
///
/// It saves time and no more: where it is not known, or no copy can be made, the migrations make
/// the tables. It is kept in memory, which is given back when memory is scarce. Any thread may use
/// it.
final class SqliteTemplate {
  private static volatile SoftReference<byte @Nullable []> content = new SoftReference<>(null);

  private SqliteTemplate() {}

  /// Puts a copy there, whole and on the disk. It appears by a link, which is never made in the
  /// place of a file that another has made meanwhile.
  static void copyTo(Path file) {
    byte[] copy = content.get();
    Path folder = file.toAbsolutePath().getParent();
    if (copy == null || folder == null || Files.exists(beside(file))) {
      return;
    }
    try {
      Path unfinished = Files.createTempFile(folder, "kolan", ".db.part");
      try {
        write(unfinished, copy);
        Files.createLink(file, unfinished);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (FileSystemException | UnsupportedOperationException _) {
      // Another process has made one meanwhile, or there are no links here.
    } catch (IOException _) {
      // Whoever opens the database finds what is wrong with the disk.
    }
  }

  private static void write(Path file, byte[] copy) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var rest = ByteBuffer.wrap(copy);
      while (rest.hasRemaining()) {
        int _ = channel.write(rest);
      }
      channel.force(true);
    }
  }

  /// Keeps a file that the migrations have just made, and that nobody has open.
  static void keep(Path file) {
    if (content.get() == null && Files.notExists(beside(file))) {
      try {
        content = new SoftReference<>(Files.readAllBytes(file));
      } catch (IOException _) {
        // The next one is made by the migrations, too.
      }
    }
  }

  /// The write-ahead log: with one, a file is not the whole database.
  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }
}
