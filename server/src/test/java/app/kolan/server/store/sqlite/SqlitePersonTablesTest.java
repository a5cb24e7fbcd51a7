package app.kolan.server.store.sqlite;

import app.kolan.server.privacy.sql.PersonTablesContract;
import app.kolan.server.store.sql.SqlDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class SqlitePersonTablesTest extends PersonTablesContract {
  @TempDir Path data;

  @Override
  protected SqlDatabase open() {
    return SqliteDatabase.open(data);
  }
}
