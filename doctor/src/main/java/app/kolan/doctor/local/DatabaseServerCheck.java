package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import app.kolan.server.bootstrap.StoreFactory;
import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import java.util.List;

/// Whether the PostgreSQL database of `KOLAN_DATABASE` can be reached, and which version its tables
/// have. Changes nothing.
final class DatabaseServerCheck implements Check {
  private final StoreSettings store;
  private final PostgresAddress address;

  DatabaseServerCheck(StoreSettings store, PostgresAddress address) {
    this.store = store;
    this.address = address;
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public List<Finding> look() {
    try {
      int version = StoreFactory.version(store);
      int newest = StoreFactory.newestVersion();
      if (version > newest) {
        return List.of(
            Finding.broken(
                "the database %s has version %d, and this Kolan knows version %d"
                    .formatted(address, version, newest),
                "a newer Kolan wrote it, and serve refuses it",
                "Run the Kolan that wrote it or a newer one."));
      }
      return List.of(
          version == newest
              ? Finding.fine("the database %s can be reached".formatted(address))
              : Finding.note(
                  "the database %s has version %d; the next start brings it to version %d"
                      .formatted(address, version, newest)));
    } catch (StoreException e) {
      return List.of(
          Finding.broken(
              "the database %s cannot be used: %s".formatted(address, LedgerCheck.what(e.code())),
              String.valueOf(e.getMessage())
                  .replace(e.code() + ": ", "")
                  .replace(". " + e.remedy(), ""),
              e.remedy()));
    }
  }
}
