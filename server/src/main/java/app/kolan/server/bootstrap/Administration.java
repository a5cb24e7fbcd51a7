package app.kolan.server.bootstrap;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.business.Business;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.identity.NoSecretKey;
import app.kolan.server.store.sql.SqlDatabase;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    return new Administration(
        database,
        new SqlDirectoryStore(database, DirectoryTools.cipher(config)),
        IdentityServices.open(database, new NoSecretKey(), clock),
        clock);
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
    return businesses().stream().filter(business -> business.slug().equals(slug)).findFirst();
  }

  /// Notes in the audit log what a command has changed.
  ///
  /// @param business in which business; null when it belongs to none
  /// @param subject of what; never a secret
  /// @param detail as JSON; null for nothing
  public void audit(
      String action, @Nullable Long business, String subject, @Nullable String detail) {
    identity
        .auditLog()
        .append(AuditActor.COMMAND.entry(clock.instant(), action, business, subject, detail));
  }

  @Override
  public void close() {
    identity.close();
    database.close();
  }
}
