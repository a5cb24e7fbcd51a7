package app.kolan.server.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.kolan.server.settings.Secret;
import app.kolan.server.store.BackupSounds;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreBackup;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.BackupRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/// A backup of a PostgreSQL database by its own `pg_dump`, with the sounds of this server's data
/// folder.
public final class PostgresBackup {
  private static final long LONGEST_HOURS = 6;
  private static final long LAST_WORDS_SECONDS = 10;
  private static final String CLIENT =
      "Install PostgreSQL's client of the server's version, or of a later one.";

  /// What a URL may say of encryption, and the variable by which `pg_dump` gets the same.
  private static final Map<String, String> BY_LIBPQS_NAME =
      Map.of("sslmode", "PGSSLMODE", "sslrootcert", "PGSSLROOTCERT");

  private PostgresBackup() {}

  /// Dumps the database, and copies the sounds that its rows name.
  ///
  /// @param backup a folder that exists and is empty
  /// @throws StoreException when `pg_dump` is not there or fails
  public static StoreBackup make(PostgresAddress address, Path dataFolder, Path backup) {
    DataSource database = PostgresConnections.unpooled(address);
    try {
      long calls = BackupRows.calls(database);
      dump(address, backup.resolve("kolan.pgdump"));
      var sounds = new BackupSounds(dataFolder, backup);
      sounds.keep(BackupRows.sounds(database));
      return new StoreBackup("kolan.pgdump", calls, sounds.kept(), sounds.missing());
    } catch (SQLException e) {
      throw PostgresFailures.of(
          "the database %s cannot be read: %s".formatted(address, PostgresFailures.reason(e)), e);
    }
  }

  /// @param whole appears once it is that
  private static void dump(PostgresAddress address, Path whole) {
    Path file = whole.resolveSibling(whole.getFileName() + ".part");
    boolean done = false;
    try {
      String trouble = run(command(address, file), file);
      if (!trouble.isEmpty()) {
        boolean isFull = trouble.contains("No space left");
        Code code = isFull ? Code.LEDGER_DISK_FULL : Code.LEDGER_FAILED;
        throw trouble.contains("version mismatch")
            ? new StoreException(code, "pg_dump failed: " + trouble, CLIENT, null)
            : new StoreException(code, "pg_dump failed: " + trouble, null);
      }
      done = true;
    } catch (IOException e) {
      throw new StoreException(Code.LEDGER_FAILED, "there is no pg_dump on the path", CLIENT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Code.LEDGER_FAILED, "pg_dump was interrupted", null);
    } finally {
      if (!done) {
        deleteUnfinished(file);
      }
    }
    try {
      Files.move(file, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException(Code.LEDGER_FOLDER, file + " cannot be renamed", e);
    }
  }

  /// The database is named by the environment, where no part of its name is taken for an option or
  /// for parameters of the connection.
  private static ProcessBuilder command(PostgresAddress address, Path file) {
    var command =
        new ProcessBuilder(
            List.of("pg_dump", "--format=custom", "--no-password", "--file=" + file));
    Map<String, String> environment = command.environment();
    environment.put("PGHOST", address.host());
    environment.put("PGPORT", address.port());
    environment.put("PGDATABASE", address.database());
    address.user().ifPresent(user -> environment.put("PGUSER", user));
    address
        .password()
        .map(Secret::value)
        .ifPresent(password -> environment.put("PGPASSWORD", password));
    BY_LIBPQS_NAME.forEach(
        (name, variable) -> {
          String value = address.properties().get(name);
          if (value != null) {
            environment.put(variable, value);
          }
        });
    return command.redirectErrorStream(true);
  }

  /// The end of this process is that of the dump, which would keep the database busy for nobody.
  ///
  /// @return what went wrong; empty when nothing did
  private static String run(ProcessBuilder command, Path file)
      throws IOException, InterruptedException {
    Process dumping = command.start();
    var ending = new Thread(() -> end(dumping, file), "pg-dump-end");
    Runtime.getRuntime().addShutdownHook(ending);
    var said = new CompletableFuture<byte[]>();
    var _ = Thread.ofVirtual().name("pg-dump").start(() -> read(dumping, said));
    try {
      if (!dumping.waitFor(LONGEST_HOURS, TimeUnit.HOURS)) {
        return "it took more than %d hours".formatted(LONGEST_HOURS);
      }
      String text = new String(said.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS), UTF_8).strip();
      return dumping.exitValue() == 0 ? "" : text.isEmpty() ? "it says nothing" : text;
    } catch (ExecutionException | TimeoutException e) {
      return "what it says cannot be read";
    } finally {
      dumping.destroyForcibly();
      forget(ending);
    }
  }

  private static void end(Process dumping, Path file) {
    dumping.destroy();
    try {
      dumping.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    deleteUnfinished(file);
  }

  private static void forget(Thread ending) {
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException alreadyEnding) {
      // It runs.
    }
  }

  private static void read(Process dumping, CompletableFuture<byte[]> said) {
    try {
      said.complete(dumping.getInputStream().readAllBytes());
    } catch (IOException e) {
      said.completeExceptionally(e);
    }
  }

  private static void deleteUnfinished(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // Whoever makes the next backup is told that there is something.
    }
  }
}
