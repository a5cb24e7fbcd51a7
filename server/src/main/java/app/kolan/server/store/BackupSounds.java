package app.kolan.server.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The sounds of a backup: those that the rows of its database name. A sound is whole before a row
/// names it and never changes, so a second name for the same file is a copy.
public final class BackupSounds {
  private final Path dataFolder;
  private final Path backup;
  private final Set<Path> folders = new HashSet<>();
  private long kept;
  private long missing;

  public BackupSounds(Path dataFolder, Path backup) {
    this.dataFolder = dataFolder.toAbsolutePath().normalize();
    this.backup = backup.toAbsolutePath().normalize();
  }

  /// @param names relative to the data folder
  /// @throws StoreException when one cannot be copied
  public void keep(List<String> names) {
    try {
      for (String name : names) {
        keep(name);
      }
      for (Path folder : folders) {
        Uninterrupted.sync(folder);
      }
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Code.LEDGER_FOLDER, "a sound cannot be copied to " + backup, e);
    }
  }

  private void keep(String name) throws IOException {
    Path from = dataFolder.resolve(name).normalize();
    Path to = backup.resolve(name).normalize();
    if (!from.startsWith(dataFolder) || !to.startsWith(backup) || !Files.isRegularFile(from)) {
      missing++;
      return;
    }
    if (Files.exists(to)) {
      return;
    }
    Path folder = to.getParent();
    if (folder != null && folders.add(folder)) {
      PrivateFolders.create(folder);
    }
    try {
      Files.createLink(to, from);
    } catch (IOException | UnsupportedOperationException otherDisk) {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
      try (var channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    kept++;
  }

  public long kept() {
    return kept;
  }

  public long missing() {
    return missing;
  }
}
