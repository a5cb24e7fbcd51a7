package app.kolan.server.store.postgres;

import static app.kolan.server.store.Sample.CALL;
import static app.kolan.server.store.Sample.NOON;
import static app.kolan.server.store.Sample.RECORDING;
import static app.kolan.server.store.Sample.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.Await;
import app.kolan.server.store.CallOutcome;
import app.kolan.server.store.Sample;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.Stores;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
final class PostgresFaultsTest {
  private final String url = TestPostgres.newDatabase();

  @Test
  void a_database_that_is_gone_is_noticed_and_found_again() throws Exception {
    try (Pipe pipe = Pipe.to(TestPostgres.port());
        Stores stores = TestPostgres.open(pipe.through(url))) {
      Sample.arrive(stores.calls());
      var failed = new ArrayList<StoreException>();
      stores.onWriteFailed(failed::add);

      pipe.cut();
      StoreException first = thrown(() -> stores.turns().add(Sample.turn(CALL, "reason")));
      StoreException second = thrown(() -> stores.turns().add(Sample.turn(CALL, "reason")));
      StoreException reading = thrown(() -> stores.calls().find(CALL));

      assertThat(List.of(first, second, reading))
          .extracting(StoreException::code)
          .containsOnly(Code.LEDGER_UNREACHABLE);
      assertThat(failed).containsExactly(first, second);

      pipe.fix();
      Await.until("it is found again", () -> canWrite(stores));
      assertThat(stores.turns().add(Sample.turn(CALL, "reason"))).isZero();
    }
  }

  @Test
  void a_database_that_does_not_answer_is_given_up() throws Exception {
    try (Pipe pipe = Pipe.to(TestPostgres.port());
        Stores stores = TestPostgres.open(pipe.through(url))) {
      Sample.arrive(stores.calls());

      pipe.fallSilent();
      StoreException first =
          thrown(() -> stores.calls().settle(CALL, CallOutcome.BROKEN, null, NOON));
      StoreException second = thrown(() -> stores.calls().find(CALL));

      assertThat(List.of(first, second))
          .extracting(StoreException::code)
          .containsOnly(Code.LEDGER_UNREACHABLE);
    }
  }

  @Test
  void who_waits_for_a_new_connection_of_a_silent_database_knows_that_it_is_out_of_reach()
      throws Exception {
    try (Pipe pipe = Pipe.to(TestPostgres.port());
        Stores stores = TestPostgres.open(pipe.through(url));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Sample.arrive(stores.calls());

      pipe.fallSilent();
      var failures = new ArrayList<Future<StoreException>>();
      for (int i = 0; i < 4; i++) {
        failures.add(threads.submit(() -> thrown(() -> stores.calls().find(CALL))));
      }

      for (Future<StoreException> failure : failures) {
        assertThat(failure.get().code()).isEqualTo(Code.LEDGER_UNREACHABLE);
      }
    }
  }

  @Test
  void connections_that_the_server_ends_are_replaced_unnoticed() {
    try (Stores stores = TestPostgres.open(url)) {
      Sample.arrive(stores.calls());
      for (int i = 0; i < 20; i++) {
        TestPostgres.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'"
                .formatted(url.replaceAll(".*/|\\?.*", "")));

        assertThat(stores.turns().add(Sample.turn(CALL, "turn " + i))).isEqualTo(i);
      }
    }
  }

  @Test
  void nodes_that_write_to_crossing_rows_both_get_through() throws Exception {
    try (Stores one = TestPostgres.open(url);
        Stores other = TestPostgres.open(url);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      int calls = 8;
      for (int i = 0; i < calls; i++) {
        Sample.arrive(one.calls(), Sample.call(i), TICKET);
      }
      var results = new ArrayList<Future<Integer>>();
      for (int i = 0; i < 400; i++) {
        Stores node = i % 2 == 0 ? one : other;
        var call = Sample.call(node.equals(one) ? i % calls : (calls - i % calls) % calls);
        String about = "turn " + i;
        results.add(threads.submit(() -> node.turns().add(Sample.turn(call, about))));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isNotNegative();
      }
      for (int i = 0; i < calls; i++) {
        var turns = one.turns().findByCall(Sample.call(i));
        for (int position = 0; position < turns.size(); position++) {
          assertThat(turns.get(position).position()).isEqualTo(position);
        }
      }
    }
  }

  @Test
  void of_two_nodes_one_spends_the_ticket_and_one_settles() {
    try (Stores one = TestPostgres.open(url);
        Stores other = TestPostgres.open(url)) {
      var first = Sample.arrive(one.calls());

      assertThat(other.calls().find(CALL)).contains(first);
      assertThat(other.calls().spendTicket(CALL, TICKET, Sample.STREAM, NOON)).isPresent();
      assertThat(one.calls().spendTicket(CALL, TICKET, Sample.STREAM, NOON)).isEmpty();
      assertThat(one.recordings().announce(RECORDING, CALL, null, NOON)).isTrue();
      assertThat(other.recordings().announce(RECORDING, CALL, null, NOON)).isFalse();
      assertThat(one.calls().settle(CALL, CallOutcome.FINISHED, null, NOON)).isTrue();
      assertThat(other.calls().settle(CALL, CallOutcome.BROKEN, null, NOON)).isFalse();
    }
  }

  @Test
  void transactions_that_lock_each_others_rows_are_run_again() throws Exception {
    try (PostgresDatabase database = PostgresDatabase.open(TestPostgres.address(url));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      database.writeOnly(
          handle -> {
            handle.execute("create table pair (id integer primary key, n integer not null)");
            handle.execute("insert into pair values (1, 0), (2, 0)");
          });
      var results = new ArrayList<Future<?>>();
      var bothHoldOne = new CountDownLatch(2);
      for (int i = 0; i < 2; i++) {
        int first = 1 + i;
        results.add(
            threads.submit(
                () ->
                    database.writeOnly(
                        handle -> {
                          handle.execute("update pair set n = n + 1 where id = ?", first);
                          bothHoldOne.countDown();
                          awaitUnhurried(bothHoldOne);
                          handle.execute("update pair set n = n + 1 where id = ?", 3 - first);
                        })));
      }
      for (Future<?> result : results) {
        result.get();
      }
      List<Integer> counts =
          database.read(
              handle -> handle.createQuery("select n from pair").mapTo(Integer.class).list());
      assertThat(counts).containsExactly(2, 2);
    }
  }

  @Test
  void a_failure_never_tells_what_was_to_be_written() {
    try (PostgresDatabase database = PostgresDatabase.open(TestPostgres.address(url))) {
      database.writeOnly(handle -> handle.execute("create table secret (word text unique)"));
      database.writeOnly(handle -> handle.execute("insert into secret values (?)", "mumble"));

      StoreException failure =
          thrown(
              () ->
                  database.writeOnly(
                      handle -> handle.execute("insert into secret values (?)", "mumble")));

      var printed = new StringWriter();
      failure.printStackTrace(new PrintWriter(printed));
      assertThat(failure.code()).isEqualTo(Code.LEDGER_FAILED);
      assertThat(printed.toString()).contains("duplicate key").doesNotContain("mumble");
    }
  }

  @Test
  void a_database_that_is_read_only_says_so() {
    TestPostgres.execute(
        "alter database %s set default_transaction_read_only = on"
            .formatted(url.replaceAll(".*/|\\?.*", "")));
    try (Stores stores = TestPostgres.open(url)) {
      assertThat(thrown(stores::checkWritable).code()).isEqualTo(Code.LEDGER_READ_ONLY);
      assertThat(thrown(() -> Sample.arrive(stores.calls())).code())
          .isEqualTo(Code.LEDGER_READ_ONLY);
    }
  }

  private static void awaitUnhurried(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean canWrite(Stores stores) {
    try {
      stores.checkWritable();
      return true;
    } catch (StoreException notYet) {
      return false;
    }
  }

  private static StoreException thrown(ThrowingCallable work) {
    return catchThrowableOfType(StoreException.class, work);
  }
}
