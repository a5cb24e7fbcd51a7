package app.kolan.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A folder for a ledger that is thrown away: it is deleted with all that is in it when it is
/// closed, and what a crash has left is deleted with the next one. What cannot be deleted is
/// logged.
///
/// A file in it is locked for as long as the process uses it, so that the folders of others are
/// known from those that nobody has any more.
public final class TemporaryFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
  private static final String PREFIX = "kolan-";
  private static final String IN_USE = ".in-use";

  /// How long one that is made may be without its lock.
  private static final Duration NEW = Duration.ofMinutes(1);

  /// Those of this process. Their lock files must not be opened a second time: closing that would
  /// release the lock.
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private TemporaryFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Makes one; blocks for the disk.
  ///
  /// @param use what for, a word of its name
  /// @throws StoreException when it cannot be made
  public static TemporaryFolder create(String use) {
    return createIn(Path.of(System.getProperty("java.io.tmpdir")), use);
  }

  static TemporaryFolder createIn(Path parent, String use) {
    deleteLeft(parent, Instant.now().minus(NEW));
    try {
      Path path = Files.createTempDirectory(parent, PREFIX + use + "-");
      OWN.add(path);
      FileChannel channel = lockFile(path);
      FileLock _ = channel.lock();
      return new TemporaryFolder(path, channel);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Code.LEDGER_FOLDER, "there is no folder for temporary files", e);
    }
  }

  private static FileChannel lockFile(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(IN_USE),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  /// The folder, in the system's temporary directory.
  public Path path() {
    return path;
  }

  /// Deletes the folders that nobody uses any more.
  public static void deleteLeft() {
    deleteLeft(Path.of(System.getProperty("java.io.tmpdir")), Instant.now().minus(NEW));
  }

  /// @param madeBefore of younger ones it is not known yet whether they are in use
  static void deleteLeft(Path parent, Instant madeBefore) {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(parent, folder -> isOurs(folder, madeBefore))) {
      for (Path folder : folders) {
        deleteIfLeft(folder);
      }
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("temporary folders cannot be listed");
    }
  }

  private static boolean isOurs(Path folder, Instant madeBefore) {
    try {
      return folder.getFileName().toString().startsWith(PREFIX)
          && !OWN.contains(folder)
          && Files.isRegularFile(folder.resolve(IN_USE), LinkOption.NOFOLLOW_LINKS)
          && Files.getLastModifiedTime(folder.resolve(IN_USE)).toInstant().isBefore(madeBefore);
    } catch (IOException _) {
      return false;
    }
  }

  private static void deleteIfLeft(Path folder) {
    try (FileChannel channel = lockFile(folder);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        delete(folder);
      }
    } catch (IOException e) {
      LOG.atDebug()
          .addKeyValue("folder", folder)
          .setCause(e)
          .log("a temporary folder is another's");
    }
  }

  @Override
  public void close() {
    try (channel) {
      delete(path);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("folder", path)
          .setCause(e)
          .log("a temporary folder cannot be deleted");
    } finally {
      OWN.remove(path);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
