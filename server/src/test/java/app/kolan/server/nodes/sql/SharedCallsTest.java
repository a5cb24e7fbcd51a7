package app.kolan.server.nodes.sql;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.nodes.Node;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.LoggedCall;
import app.kolan.server.store.postgres.PostgresDatabase;
import app.kolan.server.store.postgres.TestPostgres;
import app.kolan.server.store.sql.SqlStores;
import app.kolan.twilio.webhook.CallSid;
import app.kolan.twilio.webhook.PhoneNumber;
import app.kolan.twilio.webhook.StreamSid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What two nodes of one PostgreSQL database share.
@Tag("socket")
class SharedCallsTest {
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final CallSid CALL = call(1);
  private static final StreamSid FIRST = new StreamSid("MZ" + "1".repeat(32));
  private static final StreamSid SECOND = new StreamSid("MZ" + "2".repeat(32));
  private static final StreamSid THIRD = new StreamSid("MZ" + "3".repeat(32));
  private static final Set<String> BOTH = Set.of("a/1", "b/1");

  private final PostgresDatabase database =
      PostgresDatabase.open(TestPostgres.address(TestPostgres.newDatabase()));
  private final SqlStores a = new SqlStores(database, "a/1");
  private final SqlStores b = new SqlStores(database, "b/1");
  private final SqlSharedCalls shared = new SqlSharedCalls(database);
  private final SqlNodeStore nodes = new SqlNodeStore(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_name_belongs_to_one_node_that_lives_and_a_folder_to_its_latest_run() {
    assertThat(nodes.join(node("x/1", "x", "home-1"))).isEmpty();

    assertThat(nodes.join(node("x/2", "x", "home-2"))).map(Node::id).contains("x/1");
    assertThat(nodes.join(node("x/3", "x", "home-1"))).isEmpty();

    var signs = nodes.beat(node("y/1", "y", "home-3"));
    assertThat(signs.nodes())
        .filteredOn(Node::isLive)
        .extracting(Node::id)
        .containsExactly("x/3", "y/1");
    assertThat(signs.nodes()).filteredOn(known -> known.id().equals("x/1")).noneMatch(Node::isLive);
    assertThat(Duration.between(signs.now(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void a_talk_that_goes_on_elsewhere_is_settled_by_its_new_stream_alone_and_survives_two_losses() {
    arrive(1, NOON);
    LoggedCall atA = a.calls().spendTicket(CALL, "first", FIRST, NOON).orElseThrow();
    assertThat(atA.node()).isEqualTo("a/1");
    assertThat(b.calls().spendTicket(CALL, "first", SECOND, NOON)).as("spent once").isEmpty();

    assertThat(shared.resume(atA, "second", false, NOON.plusSeconds(60))).isTrue();
    assertThat(shared.resume(atA, "another", false, NOON))
        .as("of two who decide it one does")
        .isFalse();

    assertThat(a.calls().settleTalk(CALL, FIRST, CallOutcome.BROKEN, null, NOON)).isFalse();
    assertThat(b.calls().spendTicket(CALL, "first", SECOND, NOON)).isEmpty();
    LoggedCall atB = b.calls().spendTicket(CALL, "second", SECOND, NOON).orElseThrow();
    assertThat(atB.node()).isEqualTo("b/1");
    assertThat(atB.resumes()).isEqualTo(1);
    assertThat(atB.ticketAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(a.calls().settleTalk(CALL, FIRST, CallOutcome.HUNG_UP, null, NOON)).isFalse();

    assertThat(shared.resume(atB, "third", false, NOON)).isTrue();
    LoggedCall again = a.calls().spendTicket(CALL, "third", THIRD, NOON).orElseThrow();
    assertThat(shared.resume(again, "fourth", false, NOON)).isFalse();
    assertThat(shared.resume(again, "fourth", true, NOON)).as("a stop is no loss").isTrue();
    LoggedCall moved = b.calls().spendTicket(CALL, "fourth", FIRST, NOON).orElseThrow();
    assertThat(moved.resumes()).isEqualTo(3);
    assertThat(shared.resume(moved, "fifth", false, NOON)).isFalse();
    assertThat(b.calls().settleTalk(CALL, FIRST, CallOutcome.FINISHED, null, NOON)).isTrue();
    assertThat(a.calls().find(CALL).map(LoggedCall::outcome)).contains(CallOutcome.FINISHED);
  }

  @Test
  void a_node_learns_which_of_its_calls_have_begun_elsewhere_or_are_over() {
    CallSid talking = arrive(1, NOON);
    CallSid over = arrive(2, NOON);
    CallSid awaited = arrive(3, NOON);
    assertThat(b.calls().spendTicket(talking, "first", FIRST, NOON)).isPresent();
    boolean _ = a.calls().settle(over, CallOutcome.HUNG_UP, null, NOON);

    assertThat(shared.begunOrOver(List.of(talking, over, awaited, call(4))))
        .containsExactlyInAnyOrder(talking, over);
  }

  @Test
  void of_calls_that_come_at_once_to_all_nodes_a_business_gets_no_more_than_its_limit()
      throws Exception {
    var asked = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 24; i++) {
      CallSid call = arrive(i, NOON);
      asked.add(() -> shared.takePlace(call, 1, 5, BOTH, NOON));
    }
    List<Boolean> admitted = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> one : threads.invokeAll(asked)) {
        admitted.add(one.get());
      }
    }
    assertThat(admitted).filteredOn(let -> let).hasSize(5);

    int in = admitted.indexOf(true);
    int out = admitted.indexOf(false);
    assertThat(shared.takePlace(call(in), 1, 5, BOTH, NOON)).as("it has one").isTrue();
    assertThat(shared.takePlace(call(out), 1, 5, BOTH, NOON)).isFalse();
    b.calls().settle(call(in), CallOutcome.HUNG_UP, null, NOON);
    assertThat(shared.takePlace(call(out), 1, 5, BOTH, NOON)).as("one is free").isTrue();

    var stream = new StreamSid("MZ" + "%032d".formatted(out));
    a.calls().spendTicket(call(out), "first", stream, NOON);
    arrive(99, NOON);
    assertThat(shared.takePlace(call(99), 1, 5, BOTH, NOON)).isFalse();
    assertThat(shared.takePlace(call(99), 1, 5, Set.of("b/1"), NOON)).as("a is dead").isTrue();
  }

  @Test
  void calls_of_nodes_that_live_are_left_alone_and_others_are_looked_after_by_one() {
    arrive(1, NOON);
    arrive(2, NOON);
    a.calls().spendTicket(call(1), "first", FIRST, NOON);
    b.calls().spendTicket(call(2), "first", SECOND, NOON);
    Instant started = NOON.minusSeconds(60);

    assertThat(shared.findLeft(BOTH, started, NOON)).isEmpty();
    assertThat(shared.findLeft(Set.of("b/1"), started, NOON)).containsExactly(call(1));
    assertThat(shared.check(call(1), NOON)).isTrue();
    assertThat(shared.check(call(1), NOON.plusSeconds(1))).isFalse();
    assertThat(shared.findLeft(Set.of("b/1"), started, NOON.plusSeconds(1))).isEmpty();
    assertThat(shared.findLeft(BOTH, started, NOON.plus(Duration.ofHours(7))))
        .as("asked for after hours")
        .containsExactlyInAnyOrder(call(1), call(2));

    assertThat(shared.wasAsked(call(2), NOON)).isFalse();
    shared.asked(call(2), NOON);
    assertThat(shared.wasAsked(call(2), NOON)).isTrue();
    assertThat(shared.wasAsked(call(2), NOON.plusSeconds(1))).isFalse();
  }

  private CallSid arrive(int number, Instant at) {
    var caller = new PhoneNumber("+972541234567");
    var called = new PhoneNumber("+97231234567");
    return a.calls()
        .addArrival(call(number), "AC" + "a".repeat(32), 1, 0, caller, called, "first", at)
        .sid();
  }

  private static CallSid call(int number) {
    return new CallSid("CA" + "%032d".formatted(number));
  }

  private static Node node(String id, String name, String home) {
    return new Node(
        id, name, home, Node.State.UP, "1", "hash", NOON, Duration.ZERO, Duration.ZERO, 0, null);
  }
}
