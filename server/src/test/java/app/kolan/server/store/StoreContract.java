package app.kolan.server.store;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// The stores of one test. Each contract test is extended once per implementation, in the package
/// of the implementation, by a class that only says how its stores are opened.
public abstract class StoreContract {
  protected Stores stores;

  /// Opens the stores of this test: new ones the first time, the same ones again afterwards.
  protected abstract Stores open();

  @BeforeEach
  public final void openStores() {
    stores = open();
  }

  @AfterEach
  public final void closeStores() {
    stores.close();
  }

  /// What a restart does.
  final void reopen() {
    stores.close();
    stores = open();
  }
}
