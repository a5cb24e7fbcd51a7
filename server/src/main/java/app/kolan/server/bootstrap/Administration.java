package app.kolan.server.bootstrap;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.sql.AuditedDatabase;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessLocale;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.BusinessFiles;
import app.kolan.server.directory.DirectorySettings;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.DocumentReader;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.sql.SqlAccountStore;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.identity.PasswordCost;
import app.kolan.server.outbound.RegistryImports;
import app.kolan.server.outbound.sql.SqlRegistryStore;
import app.kolan.server.privacy.PersonExport;
import app.kolan.server.privacy.PrivacyStore;
import app.kolan.server.privacy.sql.SqlPrivacyStore;
import app.kolan.server.store.CallFiles;
import app.kolan.server.store.KnowledgeStore;
import app.kolan.server.store.s3.S3Settings;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.usage.PriceSettings;
import app.kolan.server.usage.UsageReports;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the commands work with that look after businesses, users, keys and the audit log: the
/// database of a server, which may run meanwhile and sees a change within a second. It need not be
/// set up to answer calls.
public final class Administration implements AutoCloseable {
  private final SqlDatabase database;
  private final DirectoryStore directory;
  private final BusinessAdministration changes;
  private final IdentityServices identity;
  private final DocumentReader documents;
  private final Config config;
  private final InstantSource clock;

  private Administration(
      SqlDatabase database,
      SecretCipher cipher,
      DocumentReader documents,
      Config config,
      InstantSource clock) {
    this.database = database;
    this.documents = documents;
    this.config = config;
    var audited = new AuditedDatabase(database);
    directory = new SqlDirectoryStore(audited, cipher);
    changes =
        new BusinessAdministration(
            directory, new SqlAccountStore(audited, cipher), documents, () -> {}, clock);
    identity =
        IdentityServices.open(
            database, new CipherSealer(cipher), config.get(PasswordCost.GROUP), clock);
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
      return new Administration(
          database,
          DirectoryServices.cipher(config),
          new DocumentReader(ConfigReader.BUSINESS, config.get(DirectorySettings.GROUP)),
          config,
          clock);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public IdentityServices identity() {
    return identity;
  }

  /// The businesses with the versions of their settings.
  public DirectoryStore directory() {
    return directory;
  }

  /// Changes them.
  public BusinessAdministration changes() {
    return changes;
  }

  /// Takes them over from files.
  public BusinessFiles files() {
    return new BusinessFiles(directory, changes);
  }

  /// Notes in the audit log what a command has read, and returns when it is on the disk. A change
  /// is noted by the store that makes it.
  ///
  /// @param action in the words of the API, such as `person.export`
  /// @param business in which business; null when it belongs to none
  /// @param subject of what; never a secret
  /// @param detail as JSON, never with a secret; null for nothing
  public void note(
      String action, @Nullable Long business, String subject, @Nullable String detail) {
    identity
        .auditLog()
        .append(AuditActor.COMMAND.entry(clock.instant(), action, business, subject, detail));
  }

  /// What the database has of people.
  public PrivacyStore privacy() {
    return new SqlPrivacyStore(database);
  }

  /// Exports of one person, with the sounds and tapes of the data folder.
  public PersonExport personExport() {
    return new PersonExport(
        privacy(),
        new SqlStores(database),
        new CallFiles(config.data(), StoreFactory.archive(config.get(S3Settings.GROUP))),
        clock);
  }

  /// What businesses have their agents know.
  public KnowledgeStore knowledge() {
    return new SqlStores(database).knowledge();
  }

  /// The registries that businesses read in, of those who want no advertising.
  public RegistryImports registries() {
    return new RegistryImports(new SqlRegistryStore(new AuditedDatabase(database)), clock);
  }

  /// What businesses have used.
  public UsageReports usage() {
    return new UsageReports(new SqlStores(database).usage(), config.get(PriceSettings.GROUP));
  }

  /// By whose clocks the months of a business begin: those of its published settings, and of the
  /// server's own where it has none.
  public ZoneId zone(long business) {
    return locale(business).zone();
  }

  /// Where a business is, as its published settings say, and the server's own where it has none.
  public BusinessLocale locale(long business) {
    return directory
        .find(business)
        .flatMap(
            record ->
                Optional.ofNullable(record.publishedVersion())
                    .flatMap(version -> directory.version(business, version))
                    .map(version -> documents.read(record.name(), version.document(), true)))
        .map(reading -> reading.business().locale())
        .orElseGet(() -> config.business().locale());
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
    return businesses().stream().filter(business -> business.slug().equals(slug)).findFirst();
  }

  @Override
  public void close() {
    identity.close();
    database.close();
  }
}
