package app.kolan.server.store.postgres;

import app.kolan.server.settings.Secret;
import app.kolan.server.store.BackupSounds;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreBackup;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.sql.BackupRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/// A backup of a PostgreSQL database by its own `pg_dump`, with the sounds of this server's data
/// folder.
public final class PostgresBackup {
  private static final long LONGEST_HOURS = 6;

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

  private static void dump(PostgresAddress address, Path file) {
    var command =
        new ProcessBuilder(
            List.of(
                "pg_dump",
                "--format=custom",
                "--no-password",
                "--host=" + address.host(),
                "--port=" + address.port(),
                "--dbname=" + address.database(),
                "--file=" + file));
    address.user().ifPresent(user -> command.environment().put("PGUSER", user));
    address
        .password()
        .map(Secret::value)
        .ifPresent(password -> command.environment().put("PGPASSWORD", password));
    command.redirectErrorStream(true);
    try {
      Process dumping = command.start();
      String said = new String(dumping.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!dumping.waitFor(LONGEST_HOURS, TimeUnit.HOURS) || dumping.exitValue() != 0) {
        dumping.destroyForcibly();
        throw new StoreException(Code.LEDGER_FAILED, "pg_dump failed: " + said.strip(), null);
      }
    } catch (IOException e) {
      throw new StoreException(
          Code.LEDGER_FAILED,
          "there is no pg_dump on the path; install PostgreSQL's client of the server's version",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Code.LEDGER_FAILED, "pg_dump was interrupted", null);
    }
  }
}
