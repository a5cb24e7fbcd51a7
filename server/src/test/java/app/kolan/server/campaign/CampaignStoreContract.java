package app.kolan.server.campaign;

import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.campaign.CampaignPlan.Caps;
import app.kolan.server.campaign.CampaignPlan.Pace;
import app.kolan.server.campaign.CampaignPlan.Retries;
import app.kolan.server.campaign.CampaignStore.Added;
import app.kolan.server.campaign.CampaignStore.Draft;
import app.kolan.server.campaign.sql.SqlCampaignStore;
import app.kolan.server.outbound.CallPurpose;
import app.kolan.server.store.sql.DatabaseContract;
import app.kolan.twilio.webhook.PhoneNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store of campaigns must do.
public abstract class CampaignStoreContract extends DatabaseContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private CampaignStore store;

  @BeforeEach
  void openStore() {
    store = new SqlCampaignStore(database);
  }

  @Test
  void the_same_file_twice_is_one_campaign_even_at_once() throws Exception {
    Callable<Added> upload = () -> store.add(draft("key"), NOON);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var added = threads.invokeAll(List.of(upload, upload, upload, upload));
      int made = 0;
      for (var each : added) {
        made += each.get().isNew() ? 1 : 0;
        assertThat(each.get().campaign().id()).isEqualTo(added.getFirst().get().campaign().id());
      }
      assertThat(made).isEqualTo(1);
    }
    Campaign again = store.add(draft("another key"), NOON).campaign();

    assertThat(store.find(1, Long.MAX_VALUE, 9)).hasSize(2).first().isEqualTo(again);
    assertThat(store.findByFile(1, "hash")).contains(again);
    assertThat(store.findByFile(2, "hash")).as("of another business").isEmpty();
    assertThat(store.find(2, again.id())).isEmpty();
  }

  @Test
  void a_row_is_ordered_once_and_settled_once() {
    Campaign campaign = store.add(draft("key"), NOON).campaign();
    assertThat(store.active()).isEmpty();
    assertThat(
            store.move(
                campaign,
                EnumSet.of(Campaign.State.DRAFT),
                Campaign.State.RUNNING,
                null,
                "user:1",
                NOON))
        .isTrue();
    assertThat(store.active()).extracting(Campaign::startedBy).containsExactly("user:1");
    assertThat(store.rows(campaign.id(), 0, 9))
        .extracting(CampaignRow::state)
        .containsExactly(
            CampaignRow.State.WAITING, CampaignRow.State.WAITING, CampaignRow.State.REFUSED);

    CampaignRow first = store.due(campaign.id(), NOON, 1).getFirst();
    store.ordered(first, "order-0");
    assertThat(store.take(first, 9, 9, NOON.plusSeconds(1))).isTrue();
    assertThat(store.take(first, 9, 9, NOON.plusSeconds(2))).as("somebody has it").isFalse();
    assertThat(store.ordered(campaign.id())).extracting(CampaignRow::order).containsOnlyNulls();
    store.ordered(first, "order-1");
    store.ordered(first, "order-2");
    CampaignRow ordered = store.ordered(campaign.id()).getFirst();
    assertThat(ordered.order()).isEqualTo("order-1");
    assertThat(ordered.tries()).isEqualTo(1);
    assertThat(store.orderedSince(campaign.id(), NOON)).containsExactly(NOON.plusSeconds(1));

    CampaignRow busy =
        ordered
            .called(true, 0, new BigDecimal("0.10"))
            .with(CampaignRow.State.WAITING, CampaignRowResult.BUSY, null, NOON.plus(HOUR));
    assertThat(store.settle(ordered, busy)).isTrue();
    assertThat(store.settle(ordered, busy)).as("it waits again").isFalse();
    assertThat(store.due(campaign.id(), NOON, 9)).extracting(CampaignRow::place).containsExactly(3);
    assertThat(store.due(campaign.id(), NOON.plus(HOUR), 9)).hasSize(2);
    assertThat(store.nextDue(campaign.id())).contains(NOON);

    var progress = store.progress(campaign.id());
    assertThat(progress.rows()).isEqualTo(3);
    assertThat(progress.of(CampaignRow.State.WAITING)).isEqualTo(2);
    assertThat(progress.results()).isEqualTo(Map.of(CampaignRowResult.REFUSED, 1));
    assertThat(progress.dollars()).isEqualByComparingTo("0.10");
  }

  @Test
  void the_plan_of_a_campaign_that_calls_nobody_can_become_another_one() {
    Campaign campaign = store.add(draft("key"), NOON).campaign();
    CampaignPlan seen = campaign.plan();
    var slower =
        new CampaignPlan(
            seen.name(),
            seen.purpose(),
            seen.words(),
            seen.task(),
            new CampaignPlan.Pace(1, 3),
            seen.retries(),
            seen.hours(),
            new CampaignPlan.Caps(30, new BigDecimal("2.50")));
    var idle = EnumSet.of(Campaign.State.DRAFT, Campaign.State.PAUSED);

    assertThat(store.plan(campaign, idle, slower, NOON)).isTrue();

    assertThat(store.find(campaign.business(), campaign.id()).orElseThrow().plan())
        .isEqualTo(slower);
    store.move(campaign, idle, Campaign.State.RUNNING, null, "user:1", NOON);
    assertThat(store.plan(campaign, idle, seen, NOON)).isFalse();
  }

  @Test
  void a_campaign_that_paused_itself_is_known_until_somebody_does_something() {
    Campaign first = store.add(draft("key"), NOON).campaign();
    Campaign second = store.add(draft("other"), NOON).campaign();
    run(first);
    run(second);
    assertThat(store.stopped()).isEmpty();
    pause(first, "no-account", NOON.plusSeconds(1));
    pause(second, null, NOON.plusSeconds(2));

    assertThat(store.stopped())
        .singleElement()
        .satisfies(
            stopped -> {
              assertThat(stopped.campaign().id()).isEqualTo(first.id());
              assertThat(stopped.why()).isEqualTo("no-account");
              assertThat(stopped.at()).isEqualTo(NOON.plusSeconds(1));
            });
    var running = EnumSet.of(Campaign.State.PAUSED);
    assertThat(store.move(first, running, Campaign.State.RUNNING, null, "user:1", NOON)).isTrue();
    assertThat(store.stopped()).isEmpty();
  }

  private void pause(Campaign campaign, @Nullable String why, Instant at) {
    var running = EnumSet.of(Campaign.State.RUNNING);
    assertThat(store.move(campaign, running, Campaign.State.PAUSED, why, null, at)).isTrue();
  }

  @Test
  void a_campaign_that_was_ended_calls_nobody_whatever_comes_of_its_calls() {
    Campaign campaign = store.add(draft("key"), NOON).campaign();
    CampaignRow row = store.due(campaign.id(), NOON, 1).getFirst();
    assertThat(store.take(row, 9, 9, NOON)).as("it does not run yet").isFalse();
    run(campaign);
    assertThat(store.take(row, 9, 9, NOON)).isTrue();
    store.ordered(row, "order-1");
    CampaignRow ordered = store.ordered(campaign.id()).getFirst();
    var open = EnumSet.of(Campaign.State.DRAFT, Campaign.State.RUNNING, Campaign.State.PAUSED);
    assertThat(store.move(campaign, open, Campaign.State.CANCELLED, null, "user:1", NOON)).isTrue();
    assertThat(store.move(campaign, open, Campaign.State.RUNNING, null, "user:1", NOON)).isFalse();
    store.cancelRows(campaign.id());

    assertThat(store.active()).as("what came of its calls is taken down").hasSize(1);
    assertThat(
            store.settle(
                ordered,
                ordered.with(
                    CampaignRow.State.WAITING, CampaignRowResult.BUSY, null, NOON.plus(HOUR))))
        .isTrue();
    assertThat(store.nextDue(campaign.id())).isEmpty();
    assertThat(store.active()).isEmpty();
  }

  /// Servers that ask in the same moment see the same rows, and the same few calls under way.
  @Test
  void the_pace_holds_for_all_who_take_rows_at_once() throws Exception {
    var people = new ArrayList<CampaignRow.Draft>();
    for (int i = 0; i < 12; i++) {
      var number = new PhoneNumber("+9725011122%02d".formatted(i));
      people.add(new CampaignRow.Draft(i + 2, number.value(), number, Map.of(), null));
    }
    Campaign campaign = store.add(draft("key", people), NOON).campaign();
    run(campaign);

    assertThat(takenAtOnce(campaign, 3, 99, NOON)).as("calls at once").isEqualTo(3);
    assertThat(takenAtOnce(campaign, 99, 5, NOON.plusSeconds(10))).as("in a minute").isEqualTo(2);
    assertThat(takenAtOnce(campaign, 99, 5, NOON.plusSeconds(65)))
        .as("three of the five were ordered more than a minute before")
        .isEqualTo(3);
    assertThat(store.ordered(campaign.id())).hasSize(8);
  }

  private int takenAtOnce(Campaign campaign, int most, int aMinute, Instant at) throws Exception {
    var asked =
        store.due(campaign.id(), at, 9).stream()
            .<Callable<Boolean>>map(row -> () -> store.take(row, most, aMinute, at))
            .toList();
    int taken = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(asked)) {
        taken += each.get() ? 1 : 0;
      }
    }
    return taken;
  }

  private void run(Campaign campaign) {
    assertThat(
            store.move(
                campaign,
                EnumSet.of(Campaign.State.DRAFT),
                Campaign.State.RUNNING,
                null,
                "user:1",
                NOON))
        .isTrue();
  }

  private static Draft draft(String key) {
    return draft(
        key,
        List.of(
            new CampaignRow.Draft(
                2, "0501112233", new PhoneNumber("+972501112233"), Map.of("name", "Dana"), null),
            new CampaignRow.Draft(
                3, "0501112244", new PhoneNumber("+972501112244"), Map.of(), null),
            new CampaignRow.Draft(
                4, "0501112244", new PhoneNumber("+972501112244"), Map.of(), "double")));
  }

  private static Draft draft(String key, List<CampaignRow.Draft> people) {
    var plan =
        new CampaignPlan(
            "yearly",
            CallPurpose.SERVICE,
            "words",
            null,
            Pace.USUAL,
            Retries.USUAL,
            CampaignPlanJson.hours("10:00-12:00"),
            Caps.NONE);
    return new Draft(1, plan, people, "hash", key, "user:1");
  }
}
