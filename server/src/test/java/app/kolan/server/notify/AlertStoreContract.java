package app.kolan.server.notify;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.business.AlertKind;
import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.notify.AlertStore.Cause;
import app.kolan.server.notify.sql.SqlAlertStore;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.PagePosition;
import app.kolan.server.store.Sample;
import app.kolan.server.store.Stores;
import app.kolan.server.store.sql.DatabaseContract;
import app.kolan.server.store.sql.SqlStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every outbox must do.
public abstract class AlertStoreContract extends DatabaseContract {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private AlertStore store;
  private Stores stores;

  @BeforeEach
  void openStore() {
    store = new SqlAlertStore(database);
    stores = new SqlStores(database);
  }

  @Test
  void a_call_that_is_over_is_looked_at_once() {
    Sample.arrive(stores.calls());
    assertThat(causes(NOON.plusSeconds(60))).isEmpty();
    stores.calls().settle(CALL, CallOutcome.HUNG_UP, null, NOON.plusSeconds(30));
    assertThat(causes(NOON.plusSeconds(29))).isEmpty();

    assertThat(causes(NOON.plusSeconds(31)))
        .containsExactly(new Cause(Cause.Kind.CALL, CALL.value(), CALL));
    assertThat(store.add(List.of("call:" + CALL.value()), List.of(draft("a", NOON)), NOON))
        .isEqualTo(1);

    assertThat(causes(NOON.plusSeconds(31))).isEmpty();
    assertThat(store.add(List.of("call:" + CALL.value()), List.of(draft("b", NOON)), NOON))
        .isZero();
    assertThat(store.find(1, id("b"))).isEmpty();
  }

  @Test
  void a_broken_call_whose_end_was_never_told_is_over_after_a_while() {
    Sample.arrive(stores.calls());
    stores.calls().settle(CALL, CallOutcome.BROKEN, null, NOON);

    assertThat(store.findCauses(NOON, NOON.plusSeconds(600), NOON.minusSeconds(1), 10)).isEmpty();
    assertThat(store.findCauses(NOON, NOON.plusSeconds(600), NOON, 10)).hasSize(1);
  }

  @Test
  void a_message_that_is_announced_after_its_call_was_looked_at_is_a_cause_of_its_own() {
    Sample.arrive(stores.calls());
    stores.calls().settle(CALL, CallOutcome.HUNG_UP, null, NOON);
    stores.recordings().announce(Sample.RECORDING, CALL, null, NOON.plusSeconds(2));
    assertThat(causes(NOON.plusSeconds(5))).extracting(Cause::kind).containsOnly(Cause.Kind.CALL);
    store.add(List.of("call:" + CALL.value()), List.of(), NOON);

    assertThat(causes(NOON.plusSeconds(5)))
        .containsExactly(new Cause(Cause.Kind.RECORDING, Sample.RECORDING.value(), CALL));
  }

  @Test
  void only_one_of_many_who_claim_an_alert_gets_it() throws Exception {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    Alert due = store.findDue(NOON, 10).getFirst();
    Callable<Optional<Alert>> claim = () -> store.claim(due, NOON.plus(MINUTE), NOON);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long claimed = 0;
      for (var each : threads.invokeAll(List.of(claim, claim, claim, claim))) {
        claimed += each.get().isPresent() ? 1 : 0;
      }
      assertThat(claimed).isEqualTo(1);
    }
    assertThat(store.findDue(NOON, 10)).isEmpty();
    assertThat(store.findDue(NOON.plus(MINUTE), 10)).hasSize(1);
  }

  @Test
  void what_failed_is_due_later_and_what_was_sent_is_not() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    store.attempted(claimed(), failed(AlertState.WAITING, NOON.plus(MINUTE), 500), NOON);
    assertThat(store.findDue(NOON.plusSeconds(59), 10)).isEmpty();
    assertThat(store.nextDue())
        .contains(NOON.plus(MINUTE).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));

    Alert again = store.findDue(NOON.plus(MINUTE), 10).getFirst();
    assertThat(again.attempts()).isEqualTo(1);
    Alert taken = store.claim(again, NOON.plusSeconds(300), NOON).orElseThrow();
    store.attempted(taken, sent("SM1"), NOON);

    assertThat(store.nextDue()).isEmpty();
    assertThat(store.deliveries(id("a")))
        .extracting(Alert.Delivery::outcome)
        .containsExactly("failed", "sent");
    assertThat(store.sendAgain(1, id("a"), NOON)).isTrue();
    assertThat(store.sendAgain(2, id("a"), NOON)).isFalse();
    assertThat(store.findDue(NOON, 10)).hasSize(1);
  }

  @Test
  void one_who_was_taken_over_says_nothing_any_more() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    Alert slow = claimed();
    Alert found = store.findDue(NOON.plus(MINUTE), 10).getFirst();
    Alert other = store.claim(found, NOON.plusSeconds(300), NOON).orElseThrow();

    store.attempted(slow, failed(AlertState.FAILED, NOON, 500), NOON);
    store.attempted(other, sent(null), NOON);

    assertThat(store.find(1, id("a")).orElseThrow().state()).isEqualTo(AlertState.SENT);
    assertThat(store.deliveries(id("a"))).hasSize(1);
  }

  @Test
  void an_alert_that_is_being_sent_is_kept_as_long_as_nobody_has_taken_it_over() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    Alert slow = claimed();

    Alert kept = store.renew(slow, NOON.plusSeconds(300)).orElseThrow();
    assertThat(store.findDue(NOON.plusSeconds(299), 10)).isEmpty();
    assertThat(store.renew(slow, NOON.plusSeconds(400))).isEmpty();

    Alert found = store.findDue(NOON.plusSeconds(300), 10).getFirst();
    Alert other = store.claim(found, NOON.plusSeconds(600), NOON).orElseThrow();
    assertThat(store.renew(kept, NOON.plusSeconds(700))).isEmpty();
    store.attempted(other, sent(null), NOON);
    assertThat(store.renew(other, NOON.plusSeconds(800))).isEmpty();
    assertThat(store.nextDue()).isEmpty();
  }

  @Test
  void what_is_due_is_found_once_for_each_destination() {
    store.add(List.of("x"), List.of(draft("a", NOON), draft("b", NOON), draft("c", NOON)), NOON);
    store.add(List.of("y"), List.of(at("d", NOON, "other@example.com")), NOON);

    assertThat(store.findDue(NOON, 10)).hasSize(2);
  }

  @Test
  void a_carriers_last_word_stays() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    store.attempted(claimed(), sent("SM1"), NOON);

    assertThat(store.carrierTold("SM1", "sent", null, null, NOON)).isPresent();
    assertThat(store.carrierTold("SM1", "delivered", null, null, NOON)).isPresent();
    assertThat(store.carrierTold("SM1", "sent", null, null, NOON)).isEmpty();
    assertThat(store.carrierTold("SM1", "read", null, null, NOON)).isPresent();
    assertThat(store.carrierTold("SM2", "read", null, null, NOON)).isEmpty();

    assertThat(store.find(1, id("a")).orElseThrow().carrierStatus()).isEqualTo("read");
  }

  @Test
  void alerts_are_listed_newest_first() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    store.add(List.of("y"), List.of(draft("b", NOON.plus(MINUTE))), NOON.plusSeconds(1));

    assertThat(store.find(AlertQuery.all(1, 10)))
        .extracting(Alert::id)
        .containsExactly(id("b"), id("a"));
    assertThat(store.find(query(AlertState.HELD, null, null)))
        .extracting(Alert::id)
        .containsExactly(id("b"));
    assertThat(store.find(AlertQuery.all(2, 10))).isEmpty();
  }

  @Test
  void alerts_are_found_by_kind_channel_and_time() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    store.add(List.of("y"), List.of(draft("b", NOON)), NOON.plusSeconds(1));

    assertThat(store.find(query(null, AlertKind.NEW_LEAD, Channel.MAIL))).hasSize(2);
    assertThat(store.find(query(null, AlertKind.MESSAGE, null))).isEmpty();
    assertThat(store.find(query(null, null, Channel.SMS))).isEmpty();
    assertThat(store.find(span(NOON, NOON.plusSeconds(1))))
        .extracting(Alert::id)
        .containsExactly(id("a"));
    assertThat(store.find(span(NOON.plusSeconds(1), null)))
        .extracting(Alert::id)
        .containsExactly(id("b"));
  }

  @Test
  void what_a_carrier_tells_before_its_answer_is_stored_is_kept() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    Alert taken = claimed();
    assertThat(store.carrierTold("SM1", "sent", null, null, NOON)).isEmpty();
    assertThat(store.carrierTold("SM1", "undelivered", 30003, "off", NOON)).isEmpty();

    store.attempted(taken, sent("SM1"), NOON.plusSeconds(1));

    Alert alert = store.find(1, id("a")).orElseThrow();
    assertThat(alert.carrierStatus()).isEqualTo("undelivered");
    assertThat(alert.problem()).isEqualTo("off");
    assertThat(store.deliveries(id("a")))
        .extracting(Alert.Delivery::outcome)
        .containsExactly("sent", "sent", "undelivered");
    assertThat(store.deliveries(id("a")).getLast().code()).isEqualTo(30003);
  }

  @Test
  void a_late_word_of_a_carrier_undoes_nothing() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    store.attempted(claimed(), sent("SM1"), NOON);
    assertThat(store.carrierTold("SM1", "sent", null, null, NOON)).isPresent();

    assertThat(store.carrierTold("SM1", "queued", null, null, NOON)).isEmpty();

    assertThat(store.find(1, id("a")).orElseThrow().carrierStatus()).isEqualTo("sent");
  }

  @Test
  void the_latest_deliveries_of_several_alerts_are_found_at_once() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    store.add(List.of("y"), List.of(at("b", NOON, "other@example.com")), NOON);
    for (int i = 0; i < 3; i++) {
      Alert due = store.findDue(NOON, 10).getFirst();
      Alert taken = store.claim(due, NOON.plus(MINUTE), NOON).orElseThrow();
      store.attempted(taken, failed(AlertState.WAITING, NOON, 500 + i), NOON.plusSeconds(i));
    }
    Map<String, List<Alert.Delivery>> found =
        store.deliveries(List.of(id("a"), other("b"), "none"), 2);

    assertThat(found.keySet()).doesNotContain("none");
    int all = store.deliveries(id("a")).size() + store.deliveries(other("b")).size();
    assertThat(all).isEqualTo(3);
    found.values().forEach(log -> assertThat(log).hasSizeLessThanOrEqualTo(2));
    assertThat(found.values().stream().flatMap(List::stream))
        .extracting(Alert.Delivery::code)
        .contains(502);
  }

  @Test
  void what_is_sent_again_together_is_what_was_sent_or_given_up_or_waits() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    store.attempted(claimed(), failed(AlertState.FAILED, NOON, 500), NOON);
    store.add(List.of("y"), List.of(draft("b", NOON.plus(MINUTE))), NOON);
    store.add(List.of("z"), List.of(at("c", NOON, "other@example.com")), NOON);
    store.attempted(claimed(), sent(null), NOON);

    assertThat(store.countAgain(replay(Channel.MAIL, null, "owner@example.com"))).isEqualTo(1);
    assertThat(store.countAgain(replay(Channel.MAIL, null, null))).isEqualTo(2);
    assertThat(store.countAgain(replay(Channel.SMS, null, null))).isZero();
    assertThat(store.sendAgain(replay(Channel.MAIL, null, "owner@example.com"), 9, NOON))
        .hasValue(1);
    assertThat(store.sendAgain(replay(Channel.MAIL, CALL.value(), null), 9, NOON)).hasValue(2);
    assertThat(store.sendAgain(replay(Channel.MAIL, "CA9", null), 9, NOON)).hasValue(0);
    assertThat(store.sendAgain(replay(Channel.SMS, null, null), 9, NOON)).hasValue(0);
    assertThat(store.sendAgain(replay(Channel.MAIL, null, null), 1, NOON)).isEmpty();
    assertThat(store.find(query(AlertState.HELD, null, null))).hasSize(1);
    assertThat(store.find(query(AlertState.WAITING, null, null))).hasSize(2);
  }

  @Test
  void a_digest_counts_what_a_day_brought_and_what_waits() {
    Sample.arrive(stores.calls());
    stores.calls().settle(CALL, CallOutcome.HUNG_UP, null, NOON.plusSeconds(30));

    Digest digest = store.digest(1, NOON.minusSeconds(60), NOON.plusSeconds(60));

    assertThat(digest.calls()).isEqualTo(1);
    assertThat(digest.missed()).isEqualTo(1);
    assertThat(digest.leads()).isZero();
    assertThat(store.digest(2, NOON.minusSeconds(60), NOON.plusSeconds(60)).isEmpty()).isTrue();
    assertThat(store.digest(1, NOON.plusSeconds(60), NOON.plusSeconds(90)).isEmpty()).isTrue();
  }

  private static AlertReplay replay(
      Channel channel, @Nullable String call, @Nullable String address) {
    return new AlertReplay(1, channel, call, null, null, address);
  }

  private static AlertQuery query(
      @Nullable AlertState state, @Nullable AlertKind kind, @Nullable Channel channel) {
    return new AlertQuery(1, state, kind, channel, null, null, null, PagePosition.NEWEST, 10);
  }

  private static AlertQuery span(Instant since, @Nullable Instant until) {
    return new AlertQuery(1, null, null, null, null, since, until, PagePosition.NEWEST, 10);
  }

  private static Alert.Attempt sent(@Nullable String carrierId) {
    return new Alert.Attempt(AlertState.SENT, NOON, null, null, carrierId);
  }

  private static Alert.Attempt failed(AlertState state, Instant dueAt, int code) {
    return new Alert.Attempt(state, dueAt, code, "HTTP " + code, null);
  }

  private static String other(String name) {
    return AlertMaker.id(1, name, "mail:other@example.com");
  }

  private Alert claimed() {
    return store.claim(store.findDue(NOON, 10).getFirst(), NOON.plus(MINUTE), NOON).orElseThrow();
  }

  private List<Cause> causes(Instant until) {
    return store.findCauses(NOON, until, NOON.minusSeconds(1), 10);
  }

  private static String id(String name) {
    return AlertMaker.id(1, name, "mail:owner@example.com");
  }

  private static Alert.Draft draft(String name, Instant due) {
    return at(name, due, "owner@example.com");
  }

  private static Alert.Draft at(String name, Instant due, String address) {
    return new Alert.Draft(
        AlertMaker.id(1, name, "mail:" + address),
        1,
        AlertKind.NEW_LEAD,
        name,
        CALL.value(),
        Channel.MAIL,
        address,
        "{}",
        due);
  }
}
