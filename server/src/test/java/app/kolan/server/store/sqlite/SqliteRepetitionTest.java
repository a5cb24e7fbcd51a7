package app.kolan.server.store.sqlite;

import app.kolan.server.store.sql.RepetitionContract;
import app.kolan.server.store.sql.SqlDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
final class SqliteRepetitionTest extends RepetitionContract {
  @TempDir Path folder;

  @Override
  protected SqlDatabase open() {
    return SqliteDatabase.open(folder);
  }
}
