package app.kolan.server.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.store.sqlite.SqliteDatabase;
import app.kolan.server.threads.BackgroundThreads;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class LimitedDatabaseTest {
  @TempDir private Path folder;

  @Test
  void what_calls_ask_does_not_wait_for_the_background() throws Exception {
    var reads = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    try (var database = new LimitedDatabase(SqliteDatabase.open(folder), 1)) {
      Thread page =
          BackgroundThreads.factory(Thread.ofPlatform().daemon())
              .newThread(() -> hold(database, reads, answered));
      page.start();
      reads.await();

      int read = database.read(handle -> handle.select("select 1").mapTo(Integer.class).one());
      assertThat(read).isEqualTo(1);

      answered.countDown();
      page.join();
    }
  }

  private static void hold(SqlDatabase database, CountDownLatch begun, CountDownLatch end) {
    boolean _ =
        database.read(
            _ -> {
              begun.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return true;
            });
  }
}
