package app.kolan.server.bootstrap;

import app.kolan.server.audit.sql.AuditedDatabase;
import app.kolan.server.directory.AccountAdministration;
import app.kolan.server.directory.AccountStore;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessFileWatch;
import app.kolan.server.directory.BusinessFiles;
import app.kolan.server.directory.DirectoryCopy;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.DocumentReader;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SecretKeyFile;
import app.kolan.server.directory.StoredDirectory;
import app.kolan.server.directory.sql.SqlAccountStore;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.identity.RandomText;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.sql.SqlDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The directory of businesses: what calls ask, and what changes it.
///
/// @param directory what calls ask
public record DirectoryServices(
    DirectoryStore store,
    AccountStore accounts,
    BusinessAdministration administration,
    AccountAdministration accountAdministration,
    BusinessFiles files,
    BusinessFileWatch watch,
    StoredDirectory directory)
    implements AutoCloseable {
  private static final int KEY_HASH_DIGITS = 8;

  /// Opens the directory, with the businesses of the operator's files.
  ///
  /// @throws app.kolan.server.store.StoreException when the database fails
  ///
  /// @param database what calls are looked up in
  /// @param limited the same for who reads and changes the directory beside the calls
  static DirectoryServices open(Config config, SqlDatabase database, SqlDatabase limited) {
    DirectorySettings settings = config.get(DirectorySettings.GROUP);
    SecretCipher cipher = cipher(config);
    var audited = new AuditedDatabase(limited);
    var store = new SqlDirectoryStore(audited, cipher);
    var accounts = new SqlAccountStore(audited, cipher);
    var documents = new DocumentReader(ConfigReader.BUSINESS, settings);
    var directory =
        new StoredDirectory(
            new SqlDirectoryStore(database, cipher),
            new SqlAccountStore(database, cipher),
            documents,
            SettingsDirectory.businessOf(config),
            settings.numbers(),
            copy(config, cipher));
    var administration =
        new BusinessAdministration(
            store, accounts, documents, directory::refresh, InstantSource.system());
    var accountAdministration =
        new AccountAdministration(
            accounts, config.twilio().accountSid(), directory::refresh, InstantSource.system());
    var files = new BusinessFiles(store, administration);
    BusinessFileWatch watch = BusinessFileWatch.begin(files, settings, database::whenOpen);
    return new DirectoryServices(
        store, accounts, administration, accountAdministration, files, watch, directory);
  }

  /// The copy of what a database server has; null where the database is in the data folder itself.
  private static @Nullable DirectoryCopy copy(Config config, SecretCipher cipher) {
    PostgresAddress server = config.store().database();
    return server == null ? null : DirectoryCopy.in(config.data(), cipher, server.fingerprint());
  }

  /// The cipher of the secrets in the database.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  static SecretCipher cipher(Config config) {
    return cipher(config, config.data());
  }

  /// The same of another data folder than the configuration's.
  static SecretCipher cipher(Config config, Path dataFolder) {
    return SecretCipher.of(key(config, dataFolder));
  }

  private static String key(Config config, Path dataFolder) {
    Secret given = config.get(DirectorySettings.GROUP).secretKey();
    return given == null ? SecretKeyFile.in(dataFolder) : given.value();
  }

  /// A hash of the key of that cipher, by which servers see whether they have the same one.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  static String keyHash(Config config) {
    return RandomText.hash("node:" + key(config, config.data())).substring(0, KEY_HASH_DIGITS);
  }

  /// The same of the one that encrypts. Servers among which a key is being changed have the same
  /// once each has the new one.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  static String encryptingKeyHash(Config config) {
    String newest = key(config, config.data()).split(",", 2)[0].strip();
    return RandomText.hash("node:" + newest).substring(0, KEY_HASH_DIGITS);
  }

  /// Reads the operator's files, and what is in the database, again.
  ///
  /// @param settings as they are now
  void reload(DirectorySettings settings) {
    watch.reload(settings);
    directory.refresh();
  }

  /// How many businesses and files are in trouble: each goes on with what was there before.
  int troubles() {
    return directory.troubles().size() + files.troubles().size();
  }

  @Override
  public void close() {
    watch.close();
    directory.close();
  }
}
