package app.kolan.server.bootstrap;

import app.kolan.server.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lock of a data folder: one server at a time works on it. The operating system releases it
/// when the process ends, however it ends.
final class DataFolderLock implements AutoCloseable {
  static final String FILE = "server.lock";

  private static final Logger LOG = LoggerFactory.getLogger(DataFolderLock.class);
  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /// The folders of this process. POSIX gives a process its own lock again, and takes it away when
  /// any of its descriptors of the file is closed.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final FileChannel channel;
  private final Path folder;

  private DataFolderLock(FileChannel channel, Path folder) {
    this.channel = channel;
    this.folder = folder;
  }

  /// Takes the lock, and writes the number of this process into its file.
  ///
  /// @throws StoreException when another process has it, which the message names, or the folder
  ///   cannot be used
  static DataFolderLock take(Path folder) {
    try {
      Files.createDirectories(folder);
      warnIfOthersCanRead(folder);
      Path real = folder.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(folder, ownPid());
      }
      try {
        return new DataFolderLock(locked(folder), real);
      } catch (IOException | RuntimeException e) {
        HELD.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Code.LEDGER_FOLDER,
          "the data folder %s cannot be used (%s): let this user write to it, or set KOLAN_DATA to another folder"
              .formatted(folder, e),
          e);
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      String owner = Files.readString(file).strip();
      channel.close();
      throw inUse(folder, owner.isEmpty() ? "unknown" : owner);
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(ownPid().getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  private static String ownPid() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private static StoreException inUse(Path folder, String owner) {
    return new StoreException(
        StoreException.Code.LEDGER_FOLDER,
        "the data folder %s is in use by another server, process %s: stop that one, or set KOLAN_DATA to another folder"
            .formatted(folder, owner),
        null);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static void warnIfOthersCanRead(Path folder) throws IOException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
      if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
        LOG.atWarn()
            .addKeyValue("folder", folder)
            .addKeyValue("remedy", "chmod -R go= '" + folder + "'")
            .log("other users of this machine can read what callers said");
      }
    } catch (UnsupportedOperationException _) {
      // There are no such permissions on this file system.
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("the lock of the data folder could not be released");
    } finally {
      HELD.remove(folder);
    }
  }
}
