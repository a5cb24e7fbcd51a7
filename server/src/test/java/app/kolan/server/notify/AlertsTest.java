package app.kolan.server.notify;

import static app.kolan.server.store.Sample.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
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
import app.kolan.server.notify.sql.SqlAlertStore;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts by a clock that is given, to a channel that does as it is told.
@Tag("socket")
class AlertsTest {
  private static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant THURSDAY = Instant.parse("2026-11-26T10:00:00Z");
  private static final Instant FRIDAY_NIGHT = Instant.parse("2026-11-27T18:00:00Z");

  /// Rosh Hashana of 5788 begins on a Friday, and so lasts until Sunday night.
  private static final Instant ROSH_HASHANA = Instant.parse("2027-10-01T18:00:00Z");

  private static final Set<AlertKind> ALL = EnumSet.copyOf(AlertKind.ofRules());

  @TempDir private Path folder;
  private final List<Alert> sent = new CopyOnWriteArrayList<>();
  private final List<Instant> tries = new CopyOnWriteArrayList<>();
  private volatile boolean works = true;

  /// Whether the server has the key of the business's settings.
  private volatile boolean isReadable = true;

  private final TestClock clock = new TestClock(THURSDAY);
  private SqlDatabase database;
  private Stores stores;
  private AlertStore store;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder);
    stores = new SqlStores(database);
    store = new SqlAlertStore(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_comes_on_shabbat_is_held_and_sent_after_it() {
    Alerts alerts = alerts(rule(new QuietTimes(ISRAEL, City.JERUSALEM, List.of())));
    clock.advance(Duration.between(THURSDAY, FRIDAY_NIGHT));
    callIsOver();

    rounds(alerts, HOUR, 20);
    assertThat(sent).isEmpty();
    assertThat(all()).extracting(Alert::state).containsExactly(AlertState.HELD);

    rounds(alerts, HOUR, 6);
    assertThat(sent).hasSize(1);
    assertThat(tries.getFirst()).isAfter(Instant.parse("2026-11-28T15:00:00Z"));
  }

  @Test
  void a_receiver_that_fails_for_an_hour_gets_it_once_in_the_end() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    works = false;
    callIsOver();
    rounds(alerts, Duration.ofMinutes(1), 60);
    assertThat(tries).hasSizeBetween(8, 16);

    works = true;
    rounds(alerts, Duration.ofMinutes(1), 30);

    assertThat(sent).hasSize(1);
    assertThat(store.deliveries(sent.getFirst().id())).hasSize(tries.size());
    assertThat(all()).extracting(Alert::state).containsExactly(AlertState.SENT);
  }

  @Test
  void one_that_nobody_takes_is_given_up_after_two_days_and_can_be_sent_again() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    works = false;
    callIsOver();
    rounds(alerts, HOUR, 50);
    assertThat(all()).extracting(Alert::state).containsExactly(AlertState.FAILED);

    works = true;
    assertThat(alerts.sendAgain(1, all().getFirst().id())).isTrue();
    rounds(alerts, Duration.ZERO, 1);

    assertThat(sent).hasSize(1);
  }

  @Test
  void one_whose_business_cannot_be_read_is_tried_again_until_its_key_is_back() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    callIsOver();
    alerts.round();
    Await.until("nothing is being sent", () -> !alerts.isSending());
    sent.clear();
    raise(alerts, "promise:9");
    isReadable = false;
    rounds(alerts, HOUR, 20);
    assertThat(sent).isEmpty();
    Alert waiting = all().getFirst();
    assertThat(waiting.state()).isEqualTo(AlertState.WAITING);
    assertThat(waiting.attempts()).isPositive();
    assertThat(waiting.problem()).contains("secret key");

    isReadable = true;
    rounds(alerts, HOUR, 1);
    assertThat(sent).extracting(Alert::id).containsExactly(waiting.id());

    isReadable = false;
    raiseUnreadable(alerts);
    rounds(alerts, HOUR, 50);
    assertThat(all()).extracting(Alert::state).contains(AlertState.FAILED);
    assertThat(sent).hasSize(1);
  }

  private void raiseUnreadable(Alerts alerts) {
    isReadable = true;
    raise(alerts, "promise:10");
    isReadable = false;
  }

  @Test
  void what_was_held_for_long_is_tried_for_two_days_from_then_on() {
    Alerts alerts = alerts(rule(new QuietTimes(ISRAEL, City.JERUSALEM, List.of())));
    clock.advance(Duration.between(THURSDAY, ROSH_HASHANA));
    works = false;
    callIsOver();
    rounds(alerts, HOUR, 24 * 3 + 12);
    assertThat(tries.getFirst()).isAfter(ROSH_HASHANA.plus(HOUR.multipliedBy(45)));
    assertThat(all()).extracting(Alert::state).containsExactly(AlertState.WAITING);

    rounds(alerts, HOUR, 30);

    assertThat(all()).extracting(Alert::state).containsExactly(AlertState.FAILED);
  }

  @Test
  void one_that_is_sent_again_is_tried_for_two_days_from_then_on() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    works = false;
    callIsOver();
    rounds(alerts, HOUR, 50);
    String id = all().getFirst().id();
    assertThat(alerts.sendAgain(1, id)).isTrue();

    rounds(alerts, HOUR, 3);

    assertThat(all()).extracting(Alert::state).containsExactly(AlertState.WAITING);
    works = true;
    rounds(alerts, HOUR, 2);
    assertThat(sent).extracting(Alert::id).containsExactly(id);
  }

  @Test
  void webhooks_of_a_span_of_time_are_sent_again_in_their_order() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    raise(alerts, "a");
    Instant second = clock.instant();
    raise(alerts, "b");
    raise(alerts, "c");
    rounds(alerts, Duration.ZERO, 4);
    List<Alert> first = List.copyOf(sent);
    sent.clear();

    assertThat(alerts.sendAgain(replay(second, clock.instant()), 1)).isEmpty();
    assertThat(alerts.sendAgain(replay(second, clock.instant()), 2)).hasValue(2);
    rounds(alerts, Duration.ZERO, 4);

    assertThat(sent).extracting(Alert::id).containsExactly(first.get(1).id(), first.get(2).id());
  }

  private void raise(Alerts alerts, String cause) {
    assertThat(alerts.raise(1, AlertKind.PROMISE_DUE, cause, null, detail("לחזור"))).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
  }

  private static AlertReplay replay(Instant since, Instant until) {
    return new AlertReplay(1, Channel.MAIL, null, since, until, null);
  }

  @Test
  void a_test_is_sent_at_once_on_shabbat_and_to_the_rule_that_was_chosen() {
    AlertRule rule = rule(new QuietTimes(ISRAEL, City.JERUSALEM, List.of()));
    Alerts alerts = alerts(rule);
    clock.advance(Duration.between(THURSDAY, FRIDAY_NIGHT));

    assertThat(alerts.test(1, _ -> false)).isEmpty();
    assertThat(alerts.test(1, rule::equals)).hasSize(1);
    assertThat(alerts.test(1, rule::equals)).hasSize(1);
    rounds(alerts, Duration.ZERO, 2);

    assertThat(sent).extracting(Alert::kind).containsExactly(AlertKind.TEST, AlertKind.TEST);
    assertThat(AlertText.of(sent.getFirst(), ISRAEL).subject()).isEqualTo("התראת בדיקה");
  }

  @Test
  void a_listener_learns_what_becomes_of_alerts() {
    var news = new CopyOnWriteArrayList<AlertEvent>();
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    alerts.listen(
        _ -> {
          throw new IllegalStateException("another listener's business");
        });
    alerts.listen(news::add);
    works = false;
    callIsOver();
    rounds(alerts, Duration.ofSeconds(2), 1);
    works = true;
    rounds(alerts, HOUR, 1);

    assertThat(news)
        .hasSize(2)
        .hasExactlyElementsOfTypes(AlertEvent.Failed.class, AlertEvent.Sent.class);
    assertThat(((AlertEvent.Failed) news.getFirst()).isGivenUp()).isFalse();
    assertThat(store.deliveries(news.getFirst().alert().id()))
        .extracting(Alert.Delivery::code)
        .containsExactly(500, null);
  }

  @Test
  void a_lead_can_be_opened_from_what_is_told_of_it() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    callIsOver();
    rounds(alerts, Duration.ofSeconds(2), 1);
    String link = "https://kolan.example/console/leads/" + CALL.value();

    assertThat(sent.getFirst().facts()).contains("\"link\":\"" + link + "\"");
    AlertText text = AlertText.of(sent.getFirst(), ISRAEL);
    assertThat(text.plain()).contains("לצפייה: " + link);
    assertThat(text.html()).contains("<a href=\"" + link + "\">");
  }

  @Test
  void a_turn_that_nobody_understood_leaves_out_its_words_alone() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    Sample.arrive(stores.calls());
    int turn = stores.turns().add(Sample.turn(CALL, "ask_reason"));
    stores
        .leads()
        .save(
            new Lead(
                CALL,
                1,
                Sample.CALLER,
                null,
                turn,
                turn,
                null,
                LeadState.COMPLETE,
                clock.instant()));
    stores.calls().settle(CALL, CallOutcome.FINISHED, null, clock.instant());

    rounds(alerts, Duration.ofSeconds(4), 1);

    assertThat(sent).extracting(Alert::kind).containsExactly(AlertKind.NEW_LEAD);
    assertThat(AlertText.of(sent.getFirst(), ISRAEL).subject())
        .isEqualTo("פנייה חדשה: " + Sample.CALLER.value());
  }

  @Test
  void a_call_of_which_nothing_can_be_told_is_left_out_after_three_attempts() {
    BusinessDirectory broken =
        new BusinessDirectory() {
          @Override
          public Optional<BusinessSettings> byNumber(PhoneNumber called) {
            return Optional.empty();
          }

          @Override
          public Optional<BusinessSettings> find(long business, long version) {
            return Optional.empty();
          }

          @Override
          public List<BusinessSettings> all() {
            throw new IllegalStateException("a fault");
          }
        };
    Alerts alerts =
        Alerts.idle(
            store, stores, broken, AlertLinks.NONE, Map.of(), false, AlertRetries.usual(), clock);
    callIsOver();

    rounds(alerts, Duration.ofMinutes(1), 2);
    assertThat(causes()).hasSize(1);
    rounds(alerts, Duration.ofMinutes(1), 1);

    assertThat(causes()).isEmpty();
  }

  @Test
  void what_a_server_was_sending_when_it_died_is_sent_by_another_within_half_a_minute() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    int _ = alerts.raise(1, AlertKind.PROMISE_DUE, "promise:7", null, detail("לחזור"));
    Alert due = store.findDue(clock.instant(), 1).getFirst();
    assertThat(store.claim(due, clock.instant().plusSeconds(20), clock.instant())).isPresent();

    rounds(alerts, Duration.ofSeconds(6), 3);
    assertThat(sent).isEmpty();
    rounds(alerts, Duration.ofSeconds(6), 1);

    assertThat(sent).hasSize(1);
  }

  @Test
  void what_takes_a_channel_long_is_not_sent_by_another_meanwhile() throws Exception {
    var goesOn = new CountDownLatch(1);
    AlertChannel slow =
        (alert, _, _) -> {
          sent.add(alert);
          goesOn.await();
          return new AlertChannel.Sent.Taken("", null);
        };
    Alerts alerts = alerts(rule(QuietTimes.NONE), slow);
    int _ = alerts.raise(1, AlertKind.PROMISE_DUE, "promise:7", null, detail("לחזור"));
    alerts.round();
    Await.until("it is being sent", () -> sent.size() == 1);

    Alerts another = alerts(rule(QuietTimes.NONE));
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofSeconds(6));
      alerts.round();
      rounds(another, Duration.ZERO, 1);
    }
    goesOn.countDown();
    Await.until("it is sent", () -> !alerts.isSending());

    assertThat(sent).hasSize(1);
    assertThat(all()).extracting(Alert::state).containsExactly(AlertState.SENT);
  }

  private List<AlertStore.Cause> causes() {
    return store.findCauses(THURSDAY, clock.instant(), clock.instant(), 10);
  }

  @Test
  void a_promise_is_told_with_whom_to_call() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    callIsOver();
    rounds(alerts, Duration.ofSeconds(2), 1);
    sent.clear();

    assertThat(alerts.raise(1, AlertKind.PROMISE_DUE, "promise:7", CALL, detail("לחזור")))
        .isEqualTo(1);
    rounds(alerts, Duration.ZERO, 1);

    assertThat(AlertText.of(sent.getFirst(), ISRAEL).plain())
        .contains("דנה", Sample.CALLER.value(), "/console/leads/");
    assertThat(sent.getFirst().call()).isEqualTo(CALL.value());
  }

  @Test
  void a_rule_gets_what_it_asks_for_alone() {
    Alerts alerts =
        alerts(
            new AlertRule(
                Channel.MAIL,
                "owner@example.com",
                Set.of(AlertKind.MISSED_CALL),
                QuietTimes.NONE,
                null,
                null,
                null));
    callIsOver();

    rounds(alerts, HOUR, 2);

    assertThat(all()).isEmpty();
  }

  @Test
  void something_beside_calls_is_told_once_for_each_cause() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));

    assertThat(alerts.raise(1, AlertKind.PROMISE_DUE, "promise:7", null, detail("לחזור לדנה")))
        .isEqualTo(1);
    assertThat(alerts.raise(1, AlertKind.PROMISE_DUE, "promise:7", null, detail("לחזור לדנה")))
        .isZero();
    rounds(alerts, Duration.ZERO, 2);

    assertThat(sent).extracting(Alert::kind).containsExactly(AlertKind.PROMISE_DUE);
    assertThat(AlertText.of(sent.getFirst(), ISRAEL).plain()).contains("לחזור לדנה");
  }

  @Test
  void a_headline_says_who_called() {
    Alerts alerts = alerts(rule(QuietTimes.NONE));
    callIsOver();
    rounds(alerts, Duration.ofSeconds(2), 1);

    AlertText text = AlertText.of(sent.getFirst(), ISRAEL);
    assertThat(text.subject()).isEqualTo("פנייה חדשה: דנה <כהן>");
    assertThat(text.html())
        .contains("דנה &lt;כהן&gt;")
        .contains("<bdi dir=\"ltr\">+972501234567</bdi>")
        .doesNotContain("<כהן>");
    assertThat(text.plain()).doesNotContain("\u200e", "\u200f");
  }

  private static Consumer<AlertFacts> detail(String words) {
    return facts -> facts.put("detail", words);
  }

  private void callIsOver() {
    Sample.arrive(stores.calls());
    stores
        .leads()
        .save(
            new Lead(
                CALL,
                1,
                Sample.CALLER,
                null,
                null,
                null,
                null,
                LeadState.COMPLETE,
                clock.instant(),
                "תור",
                "דנה <כהן>"));
    stores.calls().settle(CALL, CallOutcome.FINISHED, null, clock.instant());
    clock.advance(Duration.ofSeconds(2));
  }

  private void rounds(Alerts alerts, Duration pause, int number) {
    for (int i = 0; i < number; i++) {
      clock.advance(pause);
      alerts.round();
      Await.until("nothing is being sent", () -> !alerts.isSending());
    }
  }

  private List<Alert> all() {
    return store.find(AlertQuery.all(1, 10));
  }

  private static AlertRule rule(QuietTimes quiet) {
    return new AlertRule(Channel.MAIL, "owner@example.com", ALL, quiet, null, null, null);
  }

  private Alerts alerts(AlertRule rule) {
    return alerts(
        rule,
        (alert, _, _) -> {
          tries.add(clock.instant());
          if (!works) {
            return new AlertChannel.Sent.Failed("HTTP 500", 500, false);
          }
          sent.add(alert);
          return new AlertChannel.Sent.Taken("", null);
        });
  }

  private Alerts alerts(AlertRule rule, AlertChannel channel) {
    var business =
        new Business(
            1,
            "test",
            null,
            AnswerMode.CONVERSE,
            BusinessProfile.builder().alerts(List.of(rule)).build());
    return Alerts.idle(
        store,
        stores,
        readable(BusinessDirectory.ofOne(BusinessSettings.of(business))),
        new AlertLinks("https://kolan.example"),
        Map.of(Channel.MAIL, channel),
        false,
        AlertRetries.usual(),
        clock);
  }

  private BusinessDirectory readable(BusinessDirectory of) {
    return new BusinessDirectory() {
      @Override
      public Optional<BusinessSettings> byNumber(PhoneNumber called) {
        return isReadable ? of.byNumber(called) : Optional.empty();
      }

      @Override
      public Optional<BusinessSettings> find(long business, long version) {
        return isReadable ? of.find(business, version) : Optional.empty();
      }

      @Override
      public List<BusinessSettings> all() {
        return isReadable ? of.all() : List.of();
      }
    };
  }
}
