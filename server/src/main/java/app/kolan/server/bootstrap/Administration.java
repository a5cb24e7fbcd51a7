package app.kolan.server.bootstrap;

import app.kolan.server.business.Business;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the commands work with that look after users, keys and the audit log: the database of a
/// server, which may run meanwhile. It need not be set up to answer calls.
public final class Administration implements AutoCloseable {
  private final SqlDatabase database;
  private final DirectoryStore directory;
  private final IdentityServices identity;
  private final InstantSource clock;

  private Administration(
      SqlDatabase database,
      DirectoryStore directory,
      IdentityServices identity,
      InstantSource clock) {
    this.database = database;
    this.directory = directory;
    this.identity = identity;
    this.clock = clock;
  }

  /// A business, as a command names it.
  public record NamedBusiness(long id, String slug) {}

  /// Opens the database of these settings; it is created when there is none.
  ///
  /// @throws app.kolan.server.store.StoreException when it cannot be used
  public static Administration open(Config config) {
    return open(config, InstantSource.system());
  }

  static Administration open(Config config, InstantSource clock) {
    SqlDatabase database = StoreFactory.database(config.store());
    try {
      SecretCipher cipher = DirectoryServices.cipher(config);
      return new Administration(
          database,
          new SqlDirectoryStore(database, cipher),
          IdentityServices.open(database, new CipherSealer(cipher), clock),
          clock);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public IdentityServices identity() {
    return identity;
  }

  public InstantSource clock() {
    return clock;
  }

  /// All businesses: that of the server's own settings first, then by slug.
  public List<NamedBusiness> businesses() {
    return Stream.concat(
            Stream.of(new NamedBusiness(Business.FIRST, BusinessAdministration.OWN_SLUG)),
            directory.businesses().stream()
                .map(record -> new NamedBusiness(record.id(), record.slug())))
        .toList();
  }

  public Optional<NamedBusiness> business(String slug) {
    return directory.find(slug).map(business -> new NamedBusiness(business.id(), business.slug()));
  }

  @Override
  public void close() {
    identity.close();
    database.close();
  }
}
