package app.kolan.server.bootstrap;

import app.kolan.server.directory.AccountStore;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessFiles;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.DocumentReader;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.sql.SqlAccountStore;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.InstantSource;

/// The directory of businesses for a command, which works on the database while a server may run.
/// The server sees a change within a second.
public final class DirectoryTools implements AutoCloseable {
  private final SqlDatabase database;
  private final DirectoryStore store;
  private final AccountStore accounts;
  private final BusinessAdministration administration;
  private final BusinessFiles files;
  private final CommandAudit audit;

  private DirectoryTools(SqlDatabase database, SecretCipher cipher, DocumentReader documents) {
    this.database = database;
    store = new SqlDirectoryStore(database, cipher);
    accounts = new SqlAccountStore(database, cipher);
    administration =
        new BusinessAdministration(store, accounts, documents, () -> {}, InstantSource.system());
    files = new BusinessFiles(store, administration);
    audit = new CommandAudit(database, InstantSource.system());
  }

  /// Opens the directory of the database that the settings name.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be used
  public static DirectoryTools open(Config config) {
    DirectorySettings settings = config.get(DirectorySettings.GROUP);
    SqlDatabase database = StoreFactory.database(config.store());
    try {
      return new DirectoryTools(
          database,
          DirectoryServices.cipher(config),
          new DocumentReader(ConfigReader.BUSINESS, settings));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public DirectoryStore store() {
    return store;
  }

  public AccountStore accounts() {
    return accounts;
  }

  public BusinessAdministration administration() {
    return administration;
  }

  public BusinessFiles files() {
    return files;
  }

  /// Where a command notes what it has changed.
  public CommandAudit audit() {
    return audit;
  }

  @Override
  public void close() {
    database.close();
  }
}
