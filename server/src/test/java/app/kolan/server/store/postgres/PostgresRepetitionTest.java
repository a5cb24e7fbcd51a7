package app.kolan.server.store.postgres;

import app.kolan.server.store.sql.RepetitionContract;
import app.kolan.server.store.sql.SqlDatabase;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresRepetitionTest extends RepetitionContract {
  @Override
  protected SqlDatabase open() {
    return PostgresDatabase.open(TestPostgres.address(TestPostgres.newDatabase()));
  }
}
