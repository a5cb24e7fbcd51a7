package app.kolan.server.notify;

import static app.kolan.server.store.Sample.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.QuietTimes;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Which alerts are sent, when, and what they say.
@Tag("socket")
class AlertsTest extends AlertsFixture {
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
}
