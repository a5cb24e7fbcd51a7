package app.kolan.server.bootstrap;

import app.kolan.server.directory.SecretKeyFile;
import app.kolan.server.nodes.Node;
import app.kolan.server.nodes.sql.SqlNodeStore;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.prompts.sql.SqlSharedSounds;
import app.kolan.server.store.BackupSounds;
import app.kolan.server.store.CallWriter;
import app.kolan.server.store.DeferredWrites;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.SoundArchive;
import app.kolan.server.store.StoreBackup;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreInspection;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.Stores;
import app.kolan.server.store.postgres.PostgresBackup;
import app.kolan.server.store.postgres.PostgresDatabase;
import app.kolan.server.store.s3.S3Settings;
import app.kolan.server.store.s3.S3SoundArchive;
import app.kolan.server.store.sql.Schema;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.LedgerInspection;
import app.kolan.server.store.sqlite.SqliteBackup;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.store.sqlite.SqliteLibrary;
import app.kolan.server.store.sqlite.SqliteWriteSpool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Opens the stores. The only place that chooses their implementation.
public final class StoreFactory {
  private StoreFactory() {}

  /// Opens the stores of a data folder: SQLite's.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  public static Stores open(Path dataFolder) {
    return open(new StoreSettings(dataFolder));
  }

  /// Opens the stores that the settings choose: PostgreSQL's when they name a database, and else
  /// SQLite's in the data folder.
  ///
  /// @throws app.kolan.server.store.StoreException when the database cannot be reached or used
  public static Stores open(StoreSettings settings) {
    return new SqlStores(database(settings));
  }

  /// Opens the database that the settings choose.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be reached or used
  static SqlDatabase database(StoreSettings settings) {
    PostgresAddress server = settings.database();
    return server == null ? SqliteDatabase.open(settings.data()) : PostgresDatabase.open(server);
  }

  /// The same, where a server that cannot be reached is waited for: what is asked fails until then.
  ///
  /// @throws app.kolan.server.store.StoreException when the database can be reached and not used
  static SqlDatabase databaseNowOrLater(StoreSettings settings) {
    PostgresAddress server = settings.database();
    return server == null
        ? SqliteDatabase.open(settings.data())
        : PostgresDatabase.openPatiently(server);
  }

  /// Where what talks write waits while the database is away: on the disk where that is a server's,
  /// and in memory where it is on the same disk itself.
  ///
  /// @throws app.kolan.server.store.StoreException when an earlier run has left what cannot be read
  static DeferredWrites deferred(StoreSettings settings, Stores stores) {
    return settings.database() == null
        ? new DeferredWrites()
        : new DeferredWrites(SqliteWriteSpool.in(settings.data()), new CallWriter(stores));
  }

  /// The sounds of businesses' own: in the data folder, and where servers share a database, there.
  static SoundStore sounds(Path dataFolder, SqlDatabase database) {
    return SoundStore.in(dataFolder, database.isShared() ? new SqlSharedSounds(database) : null);
  }

  /// Gives the servers of a database the sounds of businesses' own of a data folder; nothing for
  /// SQLite.
  ///
  /// @throws app.kolan.server.store.StoreException when the database cannot be reached or used
  public static void shareSounds(StoreSettings settings) {
    if (settings.database() != null) {
      try (SqlDatabase database = database(settings)) {
        int _ = sounds(settings.data(), database).share();
      }
    }
  }

  /// Opens the archive of sounds that the settings choose; null where they stay in the data folder.
  /// Asks it nothing.
  static @Nullable SoundArchive archive(S3Settings settings) {
    S3Settings.Bucket bucket = settings.bucket();
    return bucket == null ? null : new S3SoundArchive(bucket);
  }

  /// Writes to the archive of sounds, reads there and deletes, as calls do.
  ///
  /// @throws app.kolan.server.store.StoreException when one of it does not work
  public static void check(S3Settings.Bucket bucket) {
    try (var archive = new S3SoundArchive(bucket)) {
      archive.check();
    }
  }

  /// Makes a backup while servers may use the database: the database as it is at one moment, the
  /// sounds that it names, and the key of its secrets, where that is in the data folder.
  ///
  /// @param backup a folder that exists and is empty
  /// @throws app.kolan.server.store.StoreException when it cannot be made
  public static StoreBackup backUp(StoreSettings settings, Path backup) {
    PostgresAddress server = settings.database();
    StoreBackup made =
        server == null
            ? SqliteBackup.make(settings.data(), backup)
            : PostgresBackup.make(server, settings.data(), backup);
    new BackupSounds(settings.data(), backup).keep(neededBesideDatabase(settings.data()));
    return made;
  }

  /// What the rows of a database cannot be used without: the key of its secrets, and the sounds of
  /// businesses' own, which their settings name.
  private static List<String> neededBesideDatabase(Path dataFolder) {
    var names = new ArrayList<String>();
    if (Files.isRegularFile(dataFolder.resolve(SecretKeyFile.NAME))) {
      names.add(SecretKeyFile.NAME);
    }
    Path sounds = dataFolder.resolve(SoundStore.FOLDER);
    if (Files.isDirectory(sounds)) {
      try (Stream<Path> files = Files.list(sounds)) {
        files
            .filter(file -> !file.toString().endsWith(SoundStore.UNFINISHED))
            .forEach(file -> names.add(dataFolder.relativize(file).toString()));
      } catch (IOException e) {
        throw new StoreException(
            StoreException.Code.LEDGER_FOLDER, "%s cannot be read".formatted(sounds), e);
      }
    }
    return names;
  }

  /// What a start would do to the tables, a line for each step; nothing where there are none yet.
  /// Changes nothing.
  ///
  /// @throws app.kolan.server.store.StoreException when the database cannot be reached or read
  public static List<String> pending(StoreSettings settings) {
    PostgresAddress server = settings.database();
    if (server != null) {
      return PostgresDatabase.pending(server);
    }
    return version(settings) == 0 ? List.of() : SqliteDatabase.pending(settings.data());
  }

  /// The version of the tables; 0 when there are none yet. Changes nothing.
  ///
  /// @throws app.kolan.server.store.StoreException when the database cannot be reached or read
  public static int version(StoreSettings settings) {
    PostgresAddress server = settings.database();
    return server == null
        ? inspect(settings.data(), Instant.EPOCH).map(StoreInspection::version).orElse(0)
        : PostgresDatabase.version(server);
  }

  /// Whether this Kolan can go on with tables that a newer one has brought up to date: servers of
  /// both versions may then run beside each other. Changes nothing.
  ///
  /// @throws app.kolan.server.store.StoreException when the database cannot be reached or read
  public static boolean isUsable(StoreSettings settings) {
    PostgresAddress server = settings.database();
    return server != null && PostgresDatabase.isUsable(server);
  }

  /// The servers that share a PostgreSQL database whose tables have the newest version; none for
  /// SQLite. Changes nothing.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be reached or read
  public static List<Node> nodes(StoreSettings settings) {
    if (settings.database() == null) {
      return List.of();
    }
    try (SqlDatabase database = database(settings)) {
      return new SqlNodeStore(database).all();
    }
  }

  /// The version of the tables that this Kolan writes.
  public static int newestVersion() {
    return Schema.VERSION;
  }

  /// Looks at the ledger of a data folder and changes nothing; empty when there is none.
  ///
  /// @param before recordings count as late when they were announced before this
  /// @throws app.kolan.server.store.StoreException when it cannot be read, or is damaged
  public static Optional<StoreInspection> inspect(Path dataFolder, Instant before) {
    return LedgerInspection.at(dataFolder, before);
  }

  /// The version of SQLite, whose native library is loaded for it.
  ///
  /// @throws app.kolan.server.store.StoreException when this machine does not let it be loaded
  public static String sqliteVersion() {
    return LedgerInspection.sqliteVersion();
  }

  /// Unpacks SQLite's native library for this machine, so that a start that has the folder in the
  /// system property `org.sqlite.lib.path` need not do it.
  ///
  /// @param folder is created when it is not there
  public static void unpackSqlite(Path folder) throws IOException {
    SqliteLibrary.unpack(folder);
  }
}
