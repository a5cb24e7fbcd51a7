package app.kolan.server.directory;

import app.kolan.server.store.PrivateFolders;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The key of [SecretCipher] that a server made for itself, in a file that its user alone can read.
public final class SecretKeyFile {
  /// Its name in the data folder.
  public static final String NAME = "secret.key";

  private static final int BYTES = 32;

  private SecretKeyFile() {}

  /// The key in a data folder; key and folder are made when there are none. With PostgreSQL nothing
  /// else may have needed the folder yet.
  ///
  /// @throws StoreException when it can be neither read nor written
  public static String in(Path dataFolder) {
    Path file = dataFolder.resolve(NAME);
    try {
      if (Files.notExists(file)) {
        PrivateFolders.create(dataFolder);
        make(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StoreException(
          Code.LEDGER_FOLDER, "the key %s can be neither read nor made".formatted(file), e);
    }
  }

  private static void make(Path file) throws IOException {
    var key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path unfinished = file.resolveSibling(NAME + "." + ProcessHandle.current().pid());
    PrivateFolders.createFile(unfinished);
    Files.writeString(
        unfinished,
        HexFormat.of().formatHex(key) + "\n",
        StandardOpenOption.DSYNC,
        StandardOpenOption.WRITE);
    try {
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      // Another command was quicker; its key holds.
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
