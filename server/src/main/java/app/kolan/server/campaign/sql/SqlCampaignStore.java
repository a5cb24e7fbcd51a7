package app.kolan.server.campaign.sql;

import app.kolan.server.campaign.Campaign;
import app.kolan.server.campaign.CampaignPlan;
import app.kolan.server.campaign.CampaignPlanJson;
import app.kolan.server.campaign.CampaignRow;
import app.kolan.server.campaign.CampaignRowResult;
import app.kolan.server.campaign.CampaignStore;
import app.kolan.server.store.sql.SqlDatabase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The campaigns in one database.
public final class SqlCampaignStore implements CampaignStore {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SqlDatabase database;

  /// @param database stays the caller's to close
  public SqlCampaignStore(SqlDatabase database) {
    this.database = database;
  }

  @Override
  public Added add(Draft draft, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          // The counter's lock makes two who upload the same follow one another.
          handle.execute("update crm_counters set last_id = last_id where kind = 'campaign'");
          Optional<Campaign> known =
              CampaignTable.one(
                  handle,
                  "business_id = :business and upload_key = :key",
                  Map.of("business", draft.business(), "key", draft.uploadKey()));
          return known
              .map(there -> new Added(there, mayBeDone))
              .orElseGet(() -> new Added(CampaignTable.insert(handle, draft, at), true));
        });
  }

  @Override
  public Optional<Campaign> find(long business, long id) {
    return database.read(
        handle ->
            CampaignTable.one(
                handle,
                "business_id = :business and id = :id",
                Map.of("business", business, "id", id)));
  }

  @Override
  public Optional<Campaign> findByFile(long business, String fileHash) {
    return database.read(
        handle ->
            CampaignTable.one(
                handle,
                "id = (select max(id) from campaigns"
                    + " where business_id = :business and file_hash = :hash)",
                Map.of("business", business, "hash", fileHash)));
  }

  @Override
  public List<Campaign> find(long business, long before, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from campaigns where business_id = :business and id < :before
                    order by id desc limit :limit
                    """)
                .bind("business", business)
                .bind("before", before)
                .bind("limit", limit)
                .map(CampaignTable::campaign)
                .list());
  }

  @Override
  public List<Campaign> active() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from campaigns where state = 'RUNNING'
                      or id in (select campaign_id from campaign_rows where state = 'ORDERED')
                    order by id
                    """)
                .map(CampaignTable::campaign)
                .list());
  }

  @Override
  public List<Stopped> stopped() {
    return stopped("", Map.of());
  }

  @Override
  public List<Stopped> stopped(long business) {
    return stopped("and business_id = :business", Map.of("business", business));
  }

  private List<Stopped> stopped(String also, Map<String, ?> values) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select * from campaigns where state = 'PAUSED' and paused_for is not null %s
                    order by changed_at desc, id desc
                    """
                        .formatted(also))
                .bindMap(values)
                .map(
                    (columns, context) ->
                        new Stopped(
                            CampaignTable.campaign(columns, context),
                            columns.getString("paused_for"),
                            Instant.ofEpochMilli(columns.getLong("changed_at"))))
                .list());
  }

  @Override
  public boolean move(
      Campaign campaign,
      Set<Campaign.State> from,
      Campaign.State to,
      @Nullable String pausedFor,
      @Nullable String by,
      Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          int moved =
              handle
                  .createUpdate(
                      """
                      update campaigns set state = :to, paused_for = :for, changed_at = :at,
                        started_at = case when :starts then coalesce(started_at, :at)
                          else started_at end,
                        started_by = case when :starts then :by else started_by end,
                        over_at = case when :ends then :at else over_at end
                      where id = :id and state in (<from>)
                      """)
                  .bindList("from", from.stream().map(Enum::name).sorted().toList())
                  .bind("id", campaign.id())
                  .bind("to", to.name())
                  .bind("for", pausedFor)
                  .bind("by", by)
                  .bind("starts", to == Campaign.State.RUNNING)
                  .bind("ends", to.isOver())
                  .bind("at", at.toEpochMilli())
                  .execute();
          return moved > 0 || mayBeDone;
        });
  }

  @Override
  public boolean plan(Campaign campaign, Set<Campaign.State> in, CampaignPlan plan, Instant at) {
    ObjectNode json = CampaignTable.JSON.createObjectNode();
    CampaignPlanJson.write(plan, json);
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          int changed =
              handle
                  .createUpdate(
                      """
                      update campaigns set plan = :plan, paused_for = null, changed_at = :at
                      where id = :id and state in (<in>)
                      """)
                  .bindList("in", in.stream().map(Enum::name).sorted().toList())
                  .bind("id", campaign.id())
                  .bind("plan", CampaignTable.json(json))
                  .bind("at", at.toEpochMilli())
                  .execute();
          return changed > 0 || mayBeDone;
        });
  }

  @Override
  public Progress progress(long campaign) {
    return database.read(
        handle -> {
          var states = new EnumMap<CampaignRow.State, Integer>(CampaignRow.State.class);
          var results = new EnumMap<CampaignRowResult, Integer>(CampaignRowResult.class);
          BigDecimal[] dollars = {BigDecimal.ZERO};
          handle
              .createQuery(
                  """
                  select state, result, cost, count(*) as places from campaign_rows
                  where campaign_id = :campaign group by state, result, cost
                  """)
              .bind("campaign", campaign)
              .map(
                  (row, _) -> {
                    int places = row.getInt("places");
                    var state = CampaignRow.State.valueOf(row.getString("state"));
                    String result = row.getString("result");
                    states.merge(state, places, Integer::sum);
                    boolean isOver =
                        state == CampaignRow.State.OVER || state == CampaignRow.State.REFUSED;
                    if (isOver && result != null) {
                      results.merge(CampaignRowResult.valueOf(result), places, Integer::sum);
                    }
                    dollars[0] =
                        dollars[0].add(
                            new BigDecimal(row.getString("cost"))
                                .multiply(BigDecimal.valueOf(places)));
                    return places;
                  })
              .list();
          return new Progress(states, results, dollars[0]);
        });
  }

  @Override
  public List<CampaignRow> rows(long campaign, int after, int limit) {
    return rows(
        "campaign_id = :campaign and place > :after order by place limit :limit",
        Map.of("campaign", campaign, "after", after, "limit", limit));
  }

  @Override
  public List<CampaignRow> due(long campaign, Instant now, int limit) {
    return rows(
        "campaign_id = :campaign and state = 'WAITING' and due_at <= :now"
            + " order by due_at, place limit :limit",
        Map.of("campaign", campaign, "now", now.toEpochMilli(), "limit", limit));
  }

  @Override
  public List<CampaignRow> ordered(long campaign) {
    return rows(
        "campaign_id = :campaign and state = 'ORDERED' order by place",
        Map.of("campaign", campaign));
  }

  private List<CampaignRow> rows(String where, Map<String, ?> values) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from campaign_rows where " + where)
                .bindMap(values)
                .map(CampaignTable::row)
                .list());
  }

  @Override
  public Optional<Instant> nextDue(long campaign) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select min(due_at) from campaign_rows
                    where campaign_id = :campaign and state = 'WAITING'
                    """)
                .bind("campaign", campaign)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli));
  }

  @Override
  public List<Instant> orderedSince(long campaign, Instant since) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select ordered_at from campaign_rows
                    where campaign_id = :campaign and ordered_at > :since
                    """)
                .bind("campaign", campaign)
                .bind("since", since.toEpochMilli())
                .mapTo(Long.class)
                .map(Instant::ofEpochMilli)
                .list());
  }

  @Override
  public boolean take(CampaignRow row, int most, int aMinute, Instant at) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          // The row's lock makes servers that ask at the same moment follow one another.
          int running =
              handle.execute(
                  "update campaigns set changed_at = changed_at where id = ? and state = 'RUNNING'",
                  row.campaign());
          return running > 0 && take(handle, row, most, aMinute, at);
        });
  }

  private static boolean take(Handle handle, CampaignRow row, int most, int aMinute, Instant at) {
    return handle
            .createUpdate(
                """
                update campaign_rows set state = 'ORDERED', order_id = null, ordered_at = :at
                where campaign_id = :campaign and place = :place and state = 'WAITING'
                  and tries = :tries
                  and (select count(*) from campaign_rows other
                    where other.campaign_id = :campaign and other.state = 'ORDERED') < :most
                  and (select count(*) from campaign_rows other
                    where other.campaign_id = :campaign and other.ordered_at > :since) < :aminute
                """)
            .bind("campaign", row.campaign())
            .bind("place", row.place())
            .bind("tries", row.tries())
            .bind("most", most)
            .bind("aminute", aMinute)
            .bind("since", at.minus(MINUTE).toEpochMilli())
            .bind("at", at.toEpochMilli())
            .execute()
        > 0;
  }

  @Override
  public void ordered(CampaignRow row, String order) {
    database.writeOnly(
        handle ->
            handle
                .createUpdate(
                    """
                    update campaign_rows set tries = tries + 1, order_id = :order
                    where campaign_id = :campaign and place = :place and state = 'ORDERED'
                      and order_id is null and tries = :tries
                    """)
                .bind("campaign", row.campaign())
                .bind("place", row.place())
                .bind("tries", row.tries())
                .bind("order", order)
                .execute());
  }

  @Override
  public boolean settle(CampaignRow before, CampaignRow after) {
    return database.writeRepeatable(
        (handle, mayBeDone) -> {
          int settled =
              handle
                  .createUpdate(
                      """
                      update campaign_rows set
                        state = case when :state = 'WAITING' and (select state from campaigns
                            where id = :campaign) = 'CANCELLED' then 'OVER' else :state end,
                        attempts = :attempts,
                        due_at = :due, result = :result, reason = :reason, seconds = :seconds,
                        cost = :cost
                      where campaign_id = :campaign and place = :place and state = :before
                        and tries = :tries
                      """)
                  .bind("campaign", before.campaign())
                  .bind("place", before.place())
                  .bind("before", before.state().name())
                  .bind("tries", before.tries())
                  .bind("state", after.state().name())
                  .bind("attempts", after.attempts())
                  .bind("due", after.dueAt().toEpochMilli())
                  .bind("result", name(after.result()))
                  .bind("reason", after.reason())
                  .bind("seconds", after.seconds())
                  .bind("cost", after.cost().toPlainString())
                  .execute();
          return settled > 0 || mayBeDone;
        });
  }

  private static @Nullable String name(@Nullable CampaignRowResult result) {
    return result == null ? null : result.name();
  }

  @Override
  public void cancelRows(long campaign) {
    database.writeOnly(
        handle ->
            handle.execute(
                "update campaign_rows set state = 'OVER', result = 'CANCELLED'"
                    + " where campaign_id = ? and state = 'WAITING'",
                campaign));
  }
}
