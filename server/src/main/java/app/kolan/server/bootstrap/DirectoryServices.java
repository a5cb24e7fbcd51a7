package app.kolan.server.bootstrap;

import app.kolan.server.audit.sql.AuditedDatabase;
import app.kolan.server.directory.AccountStore;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessFileWatch;
import app.kolan.server.directory.BusinessFiles;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.DocumentReader;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.SecretKeyFile;
import app.kolan.server.directory.StoredDirectory;
import app.kolan.server.directory.sql.SqlAccountStore;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.settings.Secret;
import app.kolan.server.store.sql.SqlDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;

/// The directory of businesses: what calls ask, and what changes it.
///
/// @param directory what calls ask
public record DirectoryServices(
    DirectoryStore store,
    AccountStore accounts,
    BusinessAdministration administration,
    BusinessFiles files,
    BusinessFileWatch watch,
    StoredDirectory directory)
    implements AutoCloseable {
  private static final int KEY_HASH_BYTES = 4;

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
            settings.numbers());
    var administration =
        new BusinessAdministration(
            store, accounts, documents, directory::refresh, InstantSource.system());
    var files = new BusinessFiles(store, administration);
    BusinessFileWatch watch = BusinessFileWatch.begin(files, settings);
    return new DirectoryServices(store, accounts, administration, files, watch, directory);
  }

  /// The cipher of the secrets in the database.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  static SecretCipher cipher(Config config) {
    return cipher(config, config.data());
  }

  /// The same of another data folder than the configuration's.
  static SecretCipher cipher(Config config, Path dataFolder) {
    Secret key = config.get(DirectorySettings.GROUP).secretKey();
    return SecretCipher.of(key == null ? SecretKeyFile.in(dataFolder) : key.value());
  }

  /// A hash of the key of that cipher, by which servers see whether they have the same one.
  ///
  /// @throws app.kolan.server.store.StoreException when the data folder cannot be used
  static String keyHash(Config config) {
    Secret given = config.get(DirectorySettings.GROUP).secretKey();
    String key = given == null ? SecretKeyFile.in(config.data()) : given.value();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("node:" + key).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, KEY_HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
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
