package app.kolan.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.business.AlertKind;
import app.kolan.server.business.BusinessDirectory;
import app.kolan.server.business.BusinessSettings;
import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.QuietTimes;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Alerts that do not arrive at once.
@Tag("socket")
class AlertRetriesTest extends AlertsFixture {
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
}
