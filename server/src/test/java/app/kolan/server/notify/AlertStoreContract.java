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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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
    store.attempted(claimed(), AlertState.WAITING, NOON.plus(MINUTE), "HTTP 500", null, NOON);
    assertThat(store.findDue(NOON.plusSeconds(59), 10)).isEmpty();
    assertThat(store.nextDue())
        .contains(NOON.plus(MINUTE).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));

    Alert again = store.findDue(NOON.plus(MINUTE), 10).getFirst();
    assertThat(again.attempts()).isEqualTo(1);
    Alert taken = store.claim(again, NOON.plusSeconds(300), NOON).orElseThrow();
    store.attempted(taken, AlertState.SENT, NOON, null, "SM1", NOON);

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

    store.attempted(slow, AlertState.FAILED, NOON, "late", null, NOON);
    store.attempted(other, AlertState.SENT, NOON, null, null, NOON);

    assertThat(store.find(1, id("a")).orElseThrow().state()).isEqualTo(AlertState.SENT);
    assertThat(store.deliveries(id("a"))).hasSize(1);
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
    store.attempted(claimed(), AlertState.SENT, NOON, null, "SM1", NOON);

    assertThat(store.carrierTold("SM1", "sent", null, NOON)).isPresent();
    assertThat(store.carrierTold("SM1", "delivered", null, NOON)).isPresent();
    assertThat(store.carrierTold("SM1", "sent", null, NOON)).isEmpty();
    assertThat(store.carrierTold("SM1", "read", null, NOON)).isPresent();
    assertThat(store.carrierTold("SM2", "read", null, NOON)).isEmpty();

    assertThat(store.find(1, id("a")).orElseThrow().carrierStatus()).isEqualTo("read");
  }

  @Test
  void alerts_are_listed_newest_first() {
    store.add(List.of("x"), List.of(draft("a", NOON)), NOON);
    store.add(List.of("y"), List.of(draft("b", NOON.plus(MINUTE))), NOON.plusSeconds(1));

    assertThat(store.find(new AlertQuery(1, null, null, PagePosition.NEWEST, 10)))
        .extracting(Alert::id)
        .containsExactly(id("b"), id("a"));
    assertThat(store.find(new AlertQuery(1, AlertState.HELD, null, PagePosition.NEWEST, 10)))
        .extracting(Alert::id)
        .containsExactly(id("b"));
    assertThat(store.find(new AlertQuery(2, null, null, PagePosition.NEWEST, 10))).isEmpty();
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
        id(name), 1, AlertKind.NEW_LEAD, name, CALL.value(), Channel.MAIL, address, "{}", due);
  }
}
