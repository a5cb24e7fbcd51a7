package app.kolan.server.directory;

import app.kolan.server.directory.SecretCipher.UnreadableSecret;
import app.kolan.server.store.PrivateFolders;
import java.io.BufferedReader;
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
/// secrets, and of one database alone: a server that is given another one does not answer by it.
/// Owned by one thread at a time.
/*
 * The file has two lines: the fingerprint of the database's address, and the businesses,
 * encrypted. The fingerprint is part of what the second line is authenticated by. */
public final class DirectoryCopy {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryCopy.class);
  private static final String NAME = "businesses.copy";
  private static final String PURPOSE = "businesses.copy";

  private final Path folder;
  private final Path file;
  private final SecretCipher cipher;
  private final String database;
  private @Nullable DirectorySnapshot kept;

  private DirectoryCopy(Path folder, SecretCipher cipher, String database) {
    this.folder = folder;
    file = folder.resolve(NAME);
    this.cipher = cipher;
    this.database = database;
  }

  /// The copy in a data folder, which need not be there yet.
  ///
  /// @param database whose copy it is, as [app.kolan.server.store.PostgresAddress#fingerprint] has
  ///   it
  public static DirectoryCopy in(Path dataFolder, SecretCipher cipher, String database) {
    return new DirectoryCopy(dataFolder, cipher, database);
  }

  /// Whether a data folder has one of a database; one of another is told of in the log.
  ///
  /// @param database its fingerprint
  public static boolean isIn(Path dataFolder, String database) {
    Path file = dataFolder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      if (database.equals(lines.readLine())) {
        return true;
      }
      LOG.atWarn()
          .addKeyValue("file", NAME)
          .log(
              "the copy of the businesses in the data folder is of another database, and not used");
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("why", e.toString())
          .log("the copy of the businesses in the data folder cannot be used");
    }
    return false;
  }

  private String purpose() {
    return PURPOSE + " " + database;
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
          database + "\n" + cipher.encrypt(DirectorySnapshotJson.write(known), purpose()),
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
      String text = Files.readString(file);
      return Optional.of(
          DirectorySnapshotJson.read(
              cipher.decrypt(text.substring(text.indexOf('\n') + 1), purpose())));
    } catch (IOException | UnreadableSecret | IllegalArgumentException e) {
      LOG.atWarn()
          .addKeyValue("why", e.toString())
          .log("the copy of the businesses in the data folder cannot be used");
      return Optional.empty();
    }
  }
}
