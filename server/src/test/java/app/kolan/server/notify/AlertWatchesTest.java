package app.kolan.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.TestClock;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.AnswerMode;
import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.campaign.Campaign;
import app.kolan.server.campaign.CampaignPlan;
import app.kolan.server.campaign.CampaignPlanJson;
import app.kolan.server.campaign.CampaignStore;
import app.kolan.server.campaign.CampaignWatch;
import app.kolan.server.campaign.sql.SqlCampaignStore;
import app.kolan.server.notify.sql.SqlAlertStore;
import app.kolan.server.provider.ProviderSelection;
import app.kolan.server.provider.ProviderSettings;
import app.kolan.server.provider.ProviderTimeouts;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.usage.MonthlyUsage.Share;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told beside calls, by a clock that is given.
@Tag("socket")
class AlertWatchesTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");

  /// In Jerusalem it is 12:00 on a Thursday.
  private static final Instant NOON = Instant.parse("2026-11-26T10:00:00Z");

  private static final ProviderSettings VOICE =
      new ProviderSettings(
          "azure",
          URI.create("https://voice.example.com"),
          null,
          "",
          "hila",
          "he-IL",
          ProviderTimeouts.USUAL);

  @TempDir private Path folder;
  private final TestClock clock = new TestClock(NOON);
  private SqlDatabase database;
  private Stores stores;
  private AlertStore store;
  private BusinessDirectory directory;
  private Alerts alerts;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder);
    stores = new SqlStores(database);
    store = new SqlAlertStore(database);
    directory = directory(new QuietTimes(ISRAEL, City.JERUSALEM, List.of()));
    alerts =
        Alerts.idle(
            store,
            stores,
            directory,
            AlertLinks.NONE,
            Map.of(),
            false,
            AlertRetries.usual(),
            clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static BusinessDirectory directory(QuietTimes quiet) {
    var rule =
        new AlertRule(
            Channel.MAIL,
            "owner@example.com",
            EnumSet.copyOf(AlertKind.ofRules()),
            quiet,
            null,
            null,
            null,
            LocalTime.of(18, 30));
    BusinessSettings settings =
        BusinessSettings.of(
            new Business(
                1,
                "test",
                null,
                AnswerMode.CONVERSE,
                BusinessProfile.builder().alerts(List.of(rule)).build()));
    return BusinessDirectory.ofOne(
        new BusinessSettings(
            settings.version(),
            settings.business(),
            settings.account(),
            new ProviderSelection(List.of(), List.of(), List.of(), List.of(VOICE)),
            null));
  }

  @Test
  void a_provider_that_fails_for_a_minute_is_told_and_its_recovery_after_five() {
    var open = new boolean[] {true};
    var watch = new ProviderWatch(directory, (job, _) -> open[0] && job.equals("tts"));
    look(watch, Duration.ofSeconds(30), 2);
    assertThat(all()).isEmpty();

    look(watch, Duration.ofSeconds(30), 5);
    assertThat(all()).hasSize(1);
    AlertText sick = AlertText.of(all().getFirst(), ISRAEL);
    assertThat(sick.subject()).isEqualTo("תקלה אצל ספק");
    assertThat(sick.plain()).contains("azure", "הקראה", "ספק חלופי: אין");

    open[0] = false;
    look(watch, Duration.ofMinutes(1), 3);
    open[0] = true;
    look(watch, Duration.ofMinutes(1), 3);
    open[0] = false;
    look(watch, Duration.ofMinutes(1), 5);
    assertThat(all()).as("it fails and recovers by turns").hasSize(1);

    look(watch, Duration.ofMinutes(1), 2);
    assertThat(all()).hasSize(2);
    assertThat(AlertText.of(all().getFirst(), ISRAEL).subject()).isEqualTo("התקלה אצל הספק נפתרה");
    look(watch, Duration.ofMinutes(1), 5);
    assertThat(all()).hasSize(2);
  }

  @Test
  void a_hiccup_of_a_provider_is_not_told() {
    var open = new boolean[] {true};
    var watch = new ProviderWatch(directory, (_, _) -> open[0]);
    look(watch, Duration.ofSeconds(30), 1);
    open[0] = false;
    look(watch, Duration.ofMinutes(1), 10);

    assertThat(all()).isEmpty();
  }

  @Test
  void a_month_that_is_used_up_is_told_at_80_and_at_100_percent_once() {
    var minutes = new int[] {79};
    var watch = new LimitWatch(directory, _ -> List.of(share(minutes[0])));
    look(watch, Duration.ofMinutes(1), 1);
    assertThat(all()).isEmpty();

    minutes[0] = 80;
    look(watch, Duration.ofMinutes(1), 2);
    assertThat(all()).hasSize(1);
    assertThat(AlertText.of(all().getFirst(), ISRAEL).plain())
        .contains("דקות החודש עומדות להסתיים", "80 / 100");
    minutes[0] = 101;
    look(watch, Duration.ofMinutes(1), 2);
    look(new LimitWatch(directory, _ -> List.of(share(101))), Duration.ofMinutes(1), 1);

    assertThat(all()).hasSize(2);
    assertThat(AlertText.of(all().getFirst(), ISRAEL).plain())
        .contains("דקות החודש נוצלו", "מתקשרים משאירים הודעה בלבד");
  }

  @Test
  void a_campaign_that_pauses_itself_is_told_once_each_time() {
    var campaigns = new SqlCampaignStore(database);
    CampaignPlan plan =
        CampaignPlanJson.read(
            JsonNodeFactory.instance
                .objectNode()
                .put("name", "תזכורת שנתית")
                .put("purpose", "SERVICE")
                .put("words", "שלום"));
    Campaign campaign =
        campaigns
            .add(new CampaignStore.Draft(1, plan, List.of(), "hash", "key", "user:1"), NOON)
            .campaign();
    var watch = new CampaignWatch(campaigns);
    pause(campaigns, campaign, null);
    look(watch, Duration.ofMinutes(1), 2);
    assertThat(all()).as("somebody paused it").isEmpty();

    pause(campaigns, campaign, "no-account");
    look(watch, Duration.ofMinutes(1), 2);
    look(new CampaignWatch(campaigns), Duration.ofMinutes(1), 1);
    assertThat(all()).hasSize(1);
    assertThat(all().getFirst().kind()).isEqualTo(AlertKind.CALL_BROKEN);
    AlertText text = AlertText.of(all().getFirst(), ISRAEL);
    assertThat(text.subject()).isEqualTo("קמפיין נעצר");
    assertThat(text.plain()).contains("תזכורת שנתית", "חשבון Twilio נדחה", "להמשיך את הקמפיין");

    pause(campaigns, campaign, "cost");
    look(watch, Duration.ofMinutes(1), 2);
    assertThat(all()).hasSize(2);
    assertThat(all().getFirst().kind()).isEqualTo(AlertKind.LIMIT_NEAR);
    assertThat(AlertText.of(all().getFirst(), ISRAEL).plain()).contains("תקרת העלות");
    look(new CampaignWatch(campaigns), Duration.ofDays(2), 1);
    assertThat(all()).hasSize(2);
  }

  private void pause(CampaignStore campaigns, Campaign campaign, @Nullable String why) {
    var any = EnumSet.allOf(Campaign.State.class);
    Instant now = clock.instant();
    assertThat(campaigns.move(campaign, any, Campaign.State.PAUSED, why, null, now)).isTrue();
  }

  private static Share share(int minutes) {
    return new Share(
        "minutes", YearMonth.of(2026, 11), BigDecimal.valueOf(minutes), BigDecimal.valueOf(100));
  }

  @Test
  void a_day_is_summed_up_once_at_its_hour() {
    var watch = new DailyDigest(store, directory);
    Sample.arrive(stores.calls());
    clock.advance(Duration.between(clock.instant(), Sample.NOON.plusSeconds(60)));
    stores.calls().settle(Sample.CALL, CallOutcome.HUNG_UP, null, clock.instant());
    Instant due = DailyDigest.latest(LocalTime.of(18, 30), ISRAEL, Sample.NOON);
    due = due.plus(Duration.ofDays(due.isAfter(Sample.NOON) ? 0 : 1));
    clock.advance(Duration.between(clock.instant(), due.minusSeconds(60)));
    look(watch, Duration.ZERO, 1);
    assertThat(all()).isEmpty();

    look(watch, Duration.ofMinutes(1), 3);
    look(new DailyDigest(store, directory), Duration.ofMinutes(1), 1);

    assertThat(all()).hasSize(1);
    String text = AlertText.of(all().getFirst(), ISRAEL).plain();
    assertThat(text).startsWith("סיכום יומי").contains("שיחות: 1", "שיחות שלא נענו: 1");
    assertThat(text).doesNotContain("הודעות מוקלטות");
    look(watch, Duration.ofDays(1), 1);
    assertThat(all()).as("a day without anything").hasSize(1);
  }

  private void look(AlertWatch watch, Duration pause, int times) {
    for (int i = 0; i < times; i++) {
      clock.advance(pause);
      watch.look(clock.instant(), alerts);
    }
  }

  private List<Alert> all() {
    return store.find(AlertQuery.all(1, 10));
  }
}
