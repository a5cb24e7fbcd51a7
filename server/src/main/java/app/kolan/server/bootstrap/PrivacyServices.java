package app.kolan.server.bootstrap;

import app.kolan.server.api.Api;
import app.kolan.server.api.sql.KeptAnswersInDatabase;
import app.kolan.server.audit.AuditSettings;
import app.kolan.server.audit.sql.SqlAuditLog;
import app.kolan.server.privacy.Eraser;
import app.kolan.server.privacy.Erasures;
import app.kolan.server.privacy.PersonExport;
import app.kolan.server.privacy.Retention;
import app.kolan.server.privacy.sql.SqlPrivacyStore;
import app.kolan.server.store.CallFiles;
import app.kolan.server.store.TemporaryFolder;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/// What is done with the data of people, on the part of the database that calls do not need.
record PrivacyServices(Api.Privacy privacy) implements AutoCloseable {
  /// @param conversations how many run
  static PrivacyServices start(
      Config config, Infrastructure foundations, IntSupplier conversations, InstantSource clock) {
    SqlDatabase database = foundations.limited();
    Path data = config.data();
    var store = new SqlPrivacyStore(database);
    var answers = new KeptAnswersInDatabase(database, DirectoryServices.cipher(config));
    var files = new CallFiles(data, foundations.archive());
    var eraser = new Eraser(store, data, files, answers, clock);
    var audit = new SqlAuditLog(database);
    AuditSettings kept = config.get(AuditSettings.GROUP);
    return new PrivacyServices(
        new Api.Privacy(
            store,
            Erasures.start(store, eraser, data, conversations, database.isShared(), clock),
            new PersonExport(store, new SqlStores(database), files, clock),
            Retention.start(
                store,
                eraser,
                files,
                foundations.directory(),
                () -> {
                  TemporaryFolder.deleteLeft();
                  trim(audit, kept, clock);
                },
                clock)));
  }

  private static void trim(SqlAuditLog audit, AuditSettings kept, InstantSource clock) {
    kept.oldest(clock.instant())
        .ifPresent(
            oldest -> {
              int removed;
              do {
                removed = audit.trim(oldest, clock.instant());
              } while (removed > 0);
            });
  }

  @Override
  public void close() {
    privacy.erasures().close();
    privacy.retention().close();
  }
}
