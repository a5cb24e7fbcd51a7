package app.kolan.server.bootstrap;

import app.kolan.server.api.sql.KeptAnswersInDatabase;
import app.kolan.server.audit.AuditActor;
import app.kolan.server.audit.AuditDetail;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.business.Business;
import app.kolan.server.directory.BusinessAdministration;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.privacy.Erased;
import app.kolan.server.privacy.Eraser;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.PrivacyRefusal;
import app.kolan.server.privacy.Selection;
import app.kolan.server.privacy.sql.SqlPrivacyStore;
import app.kolan.server.store.CallFiles;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.s3.S3Settings;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.CallSid;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Deletes calls and people by a command: rows, sounds, tapes, and what the database keeps of rows
/// that are deleted. No server may use the data folder meanwhile; the lock of the folder is held.
/// Other servers may use a PostgreSQL database.
public final class Erasure implements AutoCloseable {
  private final DataFolderLock lock;
  private final SqlDatabase database;
  private final Eraser eraser;
  private final ErasureScope scope;
  private final Selection selection;
  private final Set<CallSid> kept;

  private Erasure(DataFolderLock lock, SqlDatabase database, Eraser eraser, ErasureScope scope) {
    this.lock = lock;
    this.database = database;
    this.eraser = eraser;
    this.scope = scope;
    Selection all = eraser.select(scope);
    switch (scope) {
      case ErasureScope.Before _ -> kept = eraser.kept(all, database.isShared());
      case ErasureScope.OfNumber _, ErasureScope.OfContact _, ErasureScope.OfCall _ -> {
        eraser.requireNoHold(all);
        if (database.isShared() && eraser.isUnderWay(all)) {
          throw new PrivacyRefusal(
              PrivacyRefusal.Kind.UNDER_WAY,
              "Nothing is erased: one of the calls is under way, or was over a moment ago.");
        }
        kept = Set.of();
      }
    }
    selection = all.without(kept);
  }

  /// What is to be erased, once it is known in which business.
  public interface ScopeOf {
    /// @param business null when none was named
    ErasureScope in(@Nullable Long business);
  }

  /// Looks for the calls; deletes nothing yet.
  ///
  /// @param settings may name another data folder than the configuration
  /// @param business the slug of the business; null for none
  /// @return empty when there is no database in the folder
  /// @throws StoreException when a server uses the folder, or the database fails
  /// @throws PrivacyRefusal when there is no such business or contact, or a legal hold is in the
  ///   way
  public static Optional<Erasure> prepare(
      Config config, StoreSettings settings, @Nullable String business, ScopeOf scope) {
    if (settings.database() == null && !Files.exists(settings.data().resolve("kolan.db"))) {
      return Optional.empty();
    }
    DataFolderLock lock = DataFolderLock.take(settings.data());
    try {
      SqlDatabase database = StoreFactory.database(settings);
      try {
        SecretCipher cipher = DirectoryServices.cipher(config, settings.data());
        var eraser =
            new Eraser(
                new SqlPrivacyStore(database),
                settings.data(),
                new CallFiles(settings.data(), StoreFactory.archive(config.get(S3Settings.GROUP))),
                new KeptAnswersInDatabase(database, cipher),
                InstantSource.system());
        Long id = business == null ? null : (Long) id(database, cipher, business);
        return Optional.of(new Erasure(lock, database, eraser, scope.in(id)));
      } catch (RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static long id(SqlDatabase database, SecretCipher cipher, String slug) {
    return slug.equals(BusinessAdministration.OWN_SLUG)
        ? Business.FIRST
        : new SqlDirectoryStore(database, cipher)
            .businesses().stream()
                .filter(known -> known.slug().equals(slug))
                .findFirst()
                .orElseThrow(
                    () ->
                        new PrivacyRefusal(
                            PrivacyRefusal.Kind.UNKNOWN,
                            "There is no business %s; see: kolan business list".formatted(slug)))
                .id();
  }

  /// What will be deleted.
  ///
  /// @throws StoreException when it cannot be looked at
  public Erased count() {
    return eraser.count(selection);
  }

  /// How many calls of the scope stay: a legal hold is on them, or they are under way.
  public int kept() {
    return kept.size();
  }

  /// Deletes it, with an entry in the audit log, which names nobody.
  ///
  /// @throws StoreException when something could not be deleted; doing it again is safe
  public Erased run() {
    new SqlAuditLog(database)
        .append(
            AuditActor.COMMAND.entry(
                Instant.now(),
                "person.erase",
                selection.business(),
                switch (scope) {
                  case ErasureScope.Before(var moment) -> "before:" + moment;
                  case ErasureScope.OfNumber _ -> "number";
                  case ErasureScope.OfContact(_, var contact) -> "contact:" + contact;
                  case ErasureScope.OfCall _ -> "call";
                },
                AuditDetail.of("calls", Integer.toString(selection.calls().size()))));
    Erased erased = eraser.delete(selection, _ -> {});
    eraser.rewrite();
    return erased;
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      lock.close();
    }
  }
}
