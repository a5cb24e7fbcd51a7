package app.kolan.server.directory;

import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.store.PrivateFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The businesses as this server has last read them from a database server, in its data folder: by
/// it a start answers calls while that server is away. Encrypted with the key of the database's
/// secrets. Owned by one thread at a time.
public final class DirectoryCopy {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryCopy.class);
  private static final String NAME = "businesses.copy";
  private static final String PURPOSE = "businesses.copy";

  private final Path folder;
  private final Path file;
  private final SecretCipher cipher;
  private @Nullable DirectorySnapshot kept;

  private DirectoryCopy(Path folder, SecretCipher cipher) {
    this.folder = folder;
    file = folder.resolve(NAME);
    this.cipher = cipher;
  }

  /// The copy in a data folder, which need not be there yet.
  public static DirectoryCopy in(Path dataFolder, SecretCipher cipher) {
    return new DirectoryCopy(dataFolder, cipher);
  }

  /// Whether a data folder has one.
  public static boolean isIn(Path dataFolder) {
    return Files.isRegularFile(dataFolder.resolve(NAME));
  }

  /// Keeps what was read in place of what was before: whole, also when the power fails. Most
  /// changes of the directory are drafts, of which nothing is written. What cannot be written is
  /// logged: the server itself does not need it.
  void keep(DirectorySnapshot known) {
    if (known.equals(kept)) {
      return;
    }
    Path unfinished = file.resolveSibling(NAME + ".unfinished");
    try {
      PrivateFolders.create(folder);
      PrivateFolders.createFile(unfinished);
      Files.writeString(
          unfinished,
          cipher.encrypt(DirectorySnapshotJson.write(known), PURPOSE),
          StandardOpenOption.DSYNC,
          StandardOpenOption.WRITE);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      kept = known;
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("why", e.toString())
          .log("the businesses are not copied to the data folder");
    }
  }

  /// What was kept last; empty when there is nothing that can be read.
  Optional<DirectorySnapshot> read() {
    try {
      return Optional.of(
          DirectorySnapshotJson.read(cipher.decrypt(Files.readString(file), PURPOSE)));
    } catch (IOException | UnreadableSecret | IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("why", e.toString())
          .log("the copy of the businesses in the data folder cannot be used");
      return Optional.empty();
    }
  }
}
