package app.kolan.server.campaign.sql;

import app.kolan.server.campaign.Campaign;
import app.kolan.server.campaign.CampaignPlanJson;
import app.kolan.server.campaign.CampaignRow;
import app.kolan.server.campaign.CampaignRowResult;
import app.kolan.server.campaign.CampaignStore;
import app.kolan.server.store.sql.ResultRow;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Campaigns and their rows as values.
final class CampaignTable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

  private CampaignTable() {}

  static Campaign campaign(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    try {
      return new Campaign(
          row.longNumber("id"),
          row.longNumber("business_id"),
          CampaignPlanJson.read(JSON.readTree(row.text("plan"))),
          Campaign.State.valueOf(row.text("state")),
          row.textOrNull("paused_for"),
          row.text("file_hash"),
          row.instant("made_at"),
          row.text("made_by"),
          row.instantOrNull("started_at"),
          row.textOrNull("started_by"),
          row.instantOrNull("over_at"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan is kept as it was written", e);
    }
  }

  static CampaignRow row(ResultSet columns, StatementContext context) throws SQLException {
    var row = new ResultRow(columns);
    try {
      return new CampaignRow(
          row.longNumber("campaign_id"),
          row.number("place"),
          row.text("given"),
          row.phoneOrNull("number"),
          JSON.readValue(row.text("fields"), FIELDS),
          CampaignRow.State.valueOf(row.text("state")),
          row.number("tries"),
          row.number("attempts"),
          row.instant("due_at"),
          row.instantOrNull("ordered_at"),
          row.textOrNull("order_id"),
          result(row.textOrNull("result")),
          row.textOrNull("reason"),
          row.number("seconds"),
          new BigDecimal(row.text("cost")));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("fields are kept as they were written", e);
    }
  }

  private static @Nullable CampaignRowResult result(@Nullable String text) {
    return text == null ? null : CampaignRowResult.valueOf(text);
  }

  static Campaign insert(Handle handle, CampaignStore.Draft draft, Instant at) {
    long id =
        handle
            .createQuery(
                """
                update crm_counters set last_id = last_id + 1 where kind = 'campaign'
                returning last_id
                """)
            .mapTo(Long.class)
            .one();
    ObjectNode plan = JSON.createObjectNode();
    CampaignPlanJson.write(draft.plan(), plan);
    handle
        .createUpdate(
            """
            insert into campaigns (id, business_id, plan, state, file_hash, upload_key, made_at,
              made_by, changed_at)
            values (:id, :business, :plan, 'DRAFT', :hash, :key, :at, :by, :at)
            """)
        .bind("id", id)
        .bind("business", draft.business())
        .bind("plan", plan.toString())
        .bind("hash", draft.fileHash())
        .bind("key", draft.uploadKey())
        .bind("at", at.toEpochMilli())
        .bind("by", draft.by())
        .execute();
    insertRows(handle, id, draft, at);
    return one(handle, "id = :id", Map.of("id", id)).orElseThrow();
  }

  static Optional<Campaign> one(Handle handle, String where, Map<String, ?> values) {
    return handle
        .createQuery("select * from campaigns where " + where)
        .bindMap(values)
        .map(CampaignTable::campaign)
        .findOne();
  }

  private static void insertRows(Handle handle, long id, CampaignStore.Draft draft, Instant at) {
    if (draft.rows().isEmpty()) {
      return;
    }
    var batch =
        handle.prepareBatch(
            """
            insert into campaign_rows (campaign_id, place, business_id, given, number, fields,
              state, tries, attempts, due_at, result, reason, seconds, cost)
            values (:campaign, :place, :business, :given, :number, :fields, :state, 0, 0, :at,
              :result, :reason, 0, '0')
            """);
    for (CampaignRow.Draft row : draft.rows()) {
      boolean refused = row.reason() != null;
      batch
          .bind("campaign", id)
          .bind("place", row.place())
          .bind("business", draft.business())
          .bind("given", row.given())
          .bind("number", ResultRow.text(row.number()))
          .bind("fields", json(row.fields()))
          .bind("state", (refused ? CampaignRow.State.REFUSED : CampaignRow.State.WAITING).name())
          .bind("at", at.toEpochMilli())
          .bind("result", refused ? CampaignRowResult.REFUSED.name() : null)
          .bind("reason", row.reason())
          .add();
    }
    batch.execute();
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
