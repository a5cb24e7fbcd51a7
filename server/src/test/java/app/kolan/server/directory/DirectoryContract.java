package app.kolan.server.directory;

import app.kolan.server.directory.DirectoryStore.NewBusiness;
import app.kolan.server.directory.sql.SqlAccountStore;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The directory of one test. Each contract is extended once per database, in the package of the
/// database, by a class that only says how it is opened.
public abstract class DirectoryContract {
  static final Instant NOON = Instant.parse("2026-11-22T10:00:00.123Z");
  static final PhoneNumber NUMBER = new PhoneNumber("+97231234567");
  static final PhoneNumber OTHER_NUMBER = new PhoneNumber("+97237654321");
  static final SecretCipher CIPHER = SecretCipher.of("a long text that nobody guesses");

  SqlDatabase database;
  DirectoryStore store;
  AccountStore accounts;

  /// Opens the database of this test: a new one the first time, the same one again afterwards.
  protected abstract SqlDatabase open();

  @BeforeEach
  public final void openDatabase() {
    database = open();
    store = new SqlDirectoryStore(database, CIPHER);
    accounts = new SqlAccountStore(database, CIPHER);
  }

  @AfterEach
  public final void closeDatabase() {
    database.close();
  }

  /// What a restart does.
  final void reopen() {
    database.close();
    openDatabase();
  }

  final BusinessRecord add(String slug, PhoneNumber... numbers) {
    return store.add(business(slug, null, numbers), NOON);
  }

  /// A business without settings.
  static NewBusiness business(String slug, @Nullable String account, PhoneNumber... numbers) {
    return new NewBusiness(
        slug, "name of " + slug, ManagedBy.API, account, List.of(numbers), null, false);
  }
}
