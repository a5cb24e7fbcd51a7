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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Alerts by a clock that is given, to a channel that does as it is told.
abstract class AlertsFixture {
  static final ZoneId ISRAEL = ZoneId.of("Asia/Jerusalem");
  static final Duration HOUR = Duration.ofHours(1);
  static final Instant THURSDAY = Instant.parse("2026-11-26T10:00:00Z");
  static final Instant FRIDAY_NIGHT = Instant.parse("2026-11-27T18:00:00Z");

  /// Rosh Hashana of 5788 begins on a Friday, and so lasts until Sunday night.
  static final Instant ROSH_HASHANA = Instant.parse("2027-10-01T18:00:00Z");

  static final Set<AlertKind> ALL = EnumSet.copyOf(AlertKind.ofRules());

  @TempDir Path folder;
  final List<Alert> sent = new CopyOnWriteArrayList<>();
  final List<Instant> tries = new CopyOnWriteArrayList<>();
  volatile boolean works = true;

  /// Whether the server has the key of the business's settings.
  volatile boolean isReadable = true;

  final TestClock clock = new TestClock(THURSDAY);
  SqlDatabase database;
  Stores stores;
  AlertStore store;

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

  void raiseUnreadable(Alerts alerts) {
    isReadable = true;
    raise(alerts, "promise:10");
    isReadable = false;
  }

  void raise(Alerts alerts, String cause) {
    assertThat(alerts.raise(1, AlertKind.PROMISE_DUE, cause, null, detail("לחזור"))).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
  }

  static AlertReplay replay(Instant since, Instant until) {
    return new AlertReplay(1, Channel.MAIL, null, since, until, null);
  }

  List<AlertStore.Cause> causes() {
    return store.findCauses(THURSDAY, clock.instant(), clock.instant(), 10);
  }

  static Consumer<AlertFacts> detail(String words) {
    return facts -> facts.put("detail", words);
  }

  void callIsOver() {
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

  void rounds(Alerts alerts, Duration pause, int number) {
    for (int i = 0; i < number; i++) {
      clock.advance(pause);
      alerts.round();
      Await.until("nothing is being sent", () -> !alerts.isSending());
    }
  }

  List<Alert> all() {
    return store.find(AlertQuery.all(1, 10));
  }

  static AlertRule rule(QuietTimes quiet) {
    return new AlertRule(Channel.MAIL, "owner@example.com", ALL, quiet, null, null, null);
  }

  Alerts alerts(AlertRule rule) {
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

  Alerts alerts(AlertRule rule, AlertChannel channel) {
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

  BusinessDirectory readable(BusinessDirectory of) {
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
