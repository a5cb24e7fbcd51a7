package app.kolan.server.store.sql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The database of one test. Each contract of a store in SQL is extended once per product, in the
/// package of the product, by a class that only says how its database is opened.
public abstract class DatabaseContract {
  protected SqlDatabase database;

  /// Opens the database of this test: a new one the first time, the same one again afterwards.
  protected abstract SqlDatabase open();

  @BeforeEach
  public final void openDatabase() {
    database = open();
  }

  @AfterEach
  public final void closeDatabase() {
    database.close();
  }
}
