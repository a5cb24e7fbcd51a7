package app.kolan.server.store.postgres;

import app.kolan.server.campaign.CampaignStoreContract;
import app.kolan.server.store.sql.SqlDatabase;
import org.junit.jupiter.api.Tag;

@Tag("socket")
final class PostgresCampaignStoreTest extends CampaignStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected SqlDatabase open() {
    return PostgresDatabase.open(TestPostgres.address(url));
  }
}
