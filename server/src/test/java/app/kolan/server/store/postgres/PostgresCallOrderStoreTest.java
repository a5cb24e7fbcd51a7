package app.kolan.server.store.postgres;

import static app.kolan.server.store.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.Await;
import app.kolan.server.outbound.CallOrderStoreContract;
import app.kolan.server.outbound.RegistryStore;
import app.kolan.server.outbound.RegistryStore.Registry;
import app.kolan.server.outbound.sql.SqlRegistryStore;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
final class PostgresCallOrderStoreTest extends CallOrderStoreContract {
  private final String url = TestPostgres.newDatabase();

  @Override
  protected SqlDatabase open() {
    return PostgresDatabase.open(TestPostgres.address(url));
  }

  @Test
  void two_servers_that_clear_a_registry_away_wait_for_its_row_and_not_for_its_numbers()
      throws Exception {
    var here = new SqlRegistryStore(database);
    List<PhoneNumber> numbers =
        IntStream.range(0, 40)
            .mapToObj(i -> new PhoneNumber("+9725011122%02d".formatted(i)))
            .toList();
    Registry dead = here.begin(1, "a.csv", numbers.size(), "user:1", NOON).orElseThrow();
    assertThat(here.load(dead, numbers, NOON)).isTrue();
    Instant later = NOON.plus(RegistryStore.TO_LOAD).plusSeconds(1);
    assertThat(here.begin(1, "b.csv", 1, "user:1", later)).isPresent();
    try (SqlDatabase there = open();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> clearing =
          there.write(
              handle -> {
                handle.execute("update registries set state = 'GONE' where id = ?", dead.id());
                Future<?> begun = threads.submit(() -> here.purge(1));
                Await.until("it waits", () -> somebodyWaits(handle));
                assertThat(
                        handle
                            .createQuery(
                                """
                                select number_hash from registry_numbers where registry_id = :id
                                order by number_hash desc for update nowait
                                """)
                            .bind("id", dead.id())
                            .mapTo(String.class)
                            .list())
                    .hasSameSizeAs(numbers);
                handle.execute("delete from registry_numbers where registry_id = ?", dead.id());
                handle.execute("delete from registries where id = ?", dead.id());
                return begun;
              });
      try {
        clearing.get();
      } catch (ExecutionException tooSlow) {
        // The machine is so busy that it has waited for longer than a statement may.
        assertThat(tooSlow).hasCauseInstanceOf(StoreException.class);
      }
    }
    here.purge(1);
    assertThat(here.find(1)).extracting(Registry::file).containsExactly("b.csv");
  }

  private static boolean somebodyWaits(Handle handle) {
    return handle
        .createQuery(
            """
            select count(*) > 0 from pg_locks waiting join pg_stat_activity session
              on session.pid = waiting.pid
            where not waiting.granted and session.datname = current_database()
            """)
        .mapTo(Boolean.class)
        .one();
  }
}
